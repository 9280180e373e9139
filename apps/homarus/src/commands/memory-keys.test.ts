import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import type { CommandContext } from '../cli/context.ts';
import { textsFor } from '../texts/index.ts';
import {
  accountsCreate,
  accountsDisable,
  accountsList,
  auditList,
  eraseData,
} from './memory-admin.ts';
import { keysCreate, keysList, keysRevoke } from './memory-keys.ts';

const home = await mkdtemp(path.join(tmpdir(), 'homarus-keys-'));
after(() => rm(home, { recursive: true }));

function recorded(env: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const told: string[] = [];
  const context: CommandContext = {
    env,
    texts: textsFor(env),
    say: (line) => void said.push(line),
    tell: (line) => void told.push(line),
  };
  return { context, said, told };
}

test('keys and accounts are kept on the database when no service runs', async () => {
  const made = recorded();
  await accountsCreate(made.context, 'acct-b', { home, name: '乙' });
  await keysCreate(made.context, { home, account: 'acct-b', role: 'admin', label: 'CI' });
  const [, secret = ''] = made.said;
  assert.match(secret, /^hm_[\w-]{43}$/u);
  const id = /key_\w+/u.exec(made.told[0] ?? '')?.[0] ?? '';

  const listed = recorded({ LANG: 'zh_CN.UTF-8' });
  await keysList(listed.context, { home, account: 'acct-b' });
  assert.deepEqual(listed.said, [`${id}  ${secret.slice(0, 11)}...  admin   从未使用  CI`]);

  const revoked = recorded();
  await keysRevoke(revoked.context, id, { home, account: 'acct-b', json: true });
  assert.ok('revokedAt' in (JSON.parse(revoked.said[0] ?? '{}') as object));

  const disabled = recorded();
  await accountsDisable(disabled.context, { account: 'acct-b', disabled: true }, { home });
  await accountsList(disabled.context, { home });
  assert.deepEqual(disabled.said, [
    'acct-b  乙  (disabled)',
    'acct-b  乙  (disabled)',
    'acct-demo',
  ]);

  const audit = recorded();
  await auditList(audit.context, { home, account: 'acct-b', json: true });
  const rows = JSON.parse(audit.said[0] ?? '[]') as readonly { readonly action: string }[];
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['account.disable', 'key.revoke', 'key.create', 'account.create'],
  );
});

test('an account and a user are erased only with --yes', async () => {
  const { context, said, told } = recorded();
  await accountsCreate(context, 'acct-gone', { home });
  const whose = { account: 'acct-gone' };
  assert.equal(await eraseData(context, whose, { home }), 2);
  assert.match(told[0] ?? '', /--yes/u);
  assert.equal(await eraseData(context, { user: 'nobody' }, { home, yes: true }), 0);
  assert.equal(await eraseData(context, whose, { home, yes: true }), 0);
  assert.deepEqual(said.slice(1), ['Erased nobody: 0 rows.', 'Erased acct-gone: 0 rows.']);
  const again = eraseData(context, whose, { home, yes: true });
  await assert.rejects(again, { code: 'not_found' });
});

test('a refusal is told with its reason', async () => {
  const { context } = recorded();
  const none = keysCreate(context, { home, account: 'acct-none' });
  await assert.rejects(none, { code: 'not_found' });
  await assert.rejects(keysRevoke(context, 'key_none', { home }), { code: 'not_found' });
});
