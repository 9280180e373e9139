import assert from 'node:assert/strict';
import { test } from 'node:test';

import { containsSecret } from './secrets.ts';

// Put together here, so that no scanner takes this file for a leak.
const letters = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join(
  '.',
);

const secrets: readonly string[] = [
  `my key is sk-${letters}`,
  `sk-proj-${letters}`,
  `用这个 ghp_${letters}1234`,
  `github_pat_${letters}`,
  ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  `Authorization: Bearer ${letters}`,
  `token ${jwt}`,
  ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '),
  'postgres://admin:hunter22@db.local/app',
  'password: hunter2',
  'My password is hunter2!',
  'passwd=abc123',
  '密码是abc12345',
  '我的银行卡密码是 778899',
  '记住我的WiFi密码：home8888',
  'api_key = 9f8a7b6c5d',
  'my pin is 4821',
  '验证码 482913',
  '您的验证码是：482913，请勿泄露',
  '482913是您的验证码',
  'Your verification code is 482913',
  '4111 1111 1111 1111',
  '我的卡号是6222021234567890128',
  'card 5555-5555-5555-4444',
  '身份证号11010519491231002X',
];

const harmless: readonly string[] = [
  '我的电话是13812345678',
  '+86 138 1234 5678',
  'order number 2026112100012345',
  '快递单号 773012345678901',
  '订单号4111111111111112',
  '身份证号110105194912310021',
  'I forgot my password',
  'the password is wrong',
  'password is required',
  '密码是什么？',
  '我的密码是不是太短了',
  '怎么重置密码',
  'I use a password manager',
  'sk-learn is a library',
  'skateboarding is fun',
  '我有两把钥匙',
  'meet at 12:30 in room 4821',
  'the code is on GitHub',
  'https://example.com:8080/path@x',
  'my zip code is 94107',
];

for (const text of secrets) {
  void test(`a secret: ${text.slice(0, 24)}`, () => assert.equal(containsSecret(text), true));
}

for (const text of harmless) {
  void test(`no secret: ${text}`, () => assert.equal(containsSecret(text), false));
}
