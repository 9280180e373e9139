import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { StoredMessage } from '../message.ts';
import type { Candidate, LearnCandidate } from './candidate.ts';
import { storedMessage } from './messages.fixture.ts';
import { knownMisses, nothingToLearn } from './rules.cases.ts';
import { statementsEn } from './statements-en.cases.ts';
import { statementsZh } from './statements-zh.cases.ts';
import { ruleExtractor } from './rules.ts';

const extract = ruleExtractor({ timeZone: 'Asia/Shanghai' });

async function read(
  text: string,
  change: Partial<StoredMessage> = {},
): Promise<readonly Candidate[]> {
  return extract({ messages: [storedMessage(text, change)], before: [] }, {});
}

async function learn(
  text: string,
  change: Partial<StoredMessage> = {},
): Promise<readonly LearnCandidate[]> {
  return (await read(text, change)).filter((candidate) => candidate.action === 'learn');
}

function summary(candidate: Candidate): string {
  switch (candidate.action) {
    case 'forget':
      return `forget ${candidate.query}`;
    case 'retract':
      return `retract ${candidate.attribute}${candidate.value === undefined ? '' : ` = ${candidate.value}`}`;
    default:
      return candidate.value === undefined
        ? `${candidate.attribute ?? 'note'}: ${candidate.content}`
        : `${candidate.attribute} = ${candidate.value}`;
  }
}

for (const { text, learns } of [...statementsZh, ...statementsEn]) {
  void test(`reads: ${text}`, async () => {
    const found = await read(text);
    assert.deepEqual(found.map(summary), learns);
    for (const { quote, messageIds } of found) {
      assert.ok(text.includes(quote), `${quote} is not in the message`);
      assert.deepEqual(messageIds, ['m1']);
    }
  });
}

for (const text of [...nothingToLearn, ...knownMisses]) {
  void test(`reads nothing: ${text}`, async () => assert.deepEqual(await read(text), []));
}

void test('recall over the labelled statements, equally deep in both languages', () => {
  const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
  const missedZh = knownMisses.filter(isChinese).length;
  const missedEn = knownMisses.length - missedZh;
  for (const [count, missed] of [
    [statementsZh.length, missedZh],
    [statementsEn.length, missedEn],
  ] as const) {
    assert.ok(count >= 60);
    assert.ok(count / (count + missed) > 0.94);
  }
});

void test('a compound sentence in Chinese, whole', async () => {
  const [name, allergy, plan] = await learn('我叫小林，对花生过敏，下周三要去杭州出差。');
  assert.deepEqual(name, {
    action: 'learn',
    category: 'user_memory_fact',
    kind: 'profile',
    content: '用户叫小林',
    subject: 'user',
    attribute: 'name',
    value: '小林',
    entities: ['小林'],
    importance: 0.95,
    confidence: 0.85,
    provenance: 'owner',
    isExplicit: false,
    quote: '我叫小林',
    messageIds: ['m1'],
  });
  assert.equal(allergy?.content, '用户对花生过敏');
  assert.equal(plan?.content, '用户下周三（2026-11-25）要去杭州出差');
  assert.equal(plan?.kind, 'event');
  assert.equal(plan?.validFrom, Date.UTC(2026, 10, 24, 16));
  assert.equal(plan?.validTo, Date.UTC(2026, 10, 25, 16));
});

void test('a compound sentence in English, whole', async () => {
  const found = await learn(
    "I'm Lin, I'm allergic to peanuts and I'm going to Hangzhou on business next Wednesday.",
  );
  assert.deepEqual(
    found.map(({ content }) => content),
    [
      "The user's name is Lin",
      'The user is allergic to peanuts',
      'The user is going to Hangzhou on business next Wednesday (2026-11-25)',
    ],
  );
  assert.equal(found[2]?.validFrom, Date.UTC(2026, 10, 24, 16));
});

void test('a speaker with a name is the subject', async () => {
  const [english] = await learn('I went to a support group yesterday.', { name: 'Caroline' });
  assert.equal(english?.content, 'Caroline went to a support group yesterday (2026-11-20)');
  assert.equal(english?.subject, 'Caroline');
  const [chinese] = await learn('我女儿对花生过敏', { name: '王芳' });
  assert.equal(chinese?.content, '王芳的女儿对花生过敏');
});

void test('what happened holds from its day on', async () => {
  const [moved] = await learn('我上个月搬到了上海');
  assert.equal(moved?.validFrom, Date.UTC(2026, 8, 30, 16));
  const [age] = await learn('我女儿今年五岁');
  assert.equal(age?.validFrom, undefined);
});

void test('explicit requests are marked, in both languages', async () => {
  for (const text of ['记住我对花生过敏', "please remember that I'm allergic to peanuts"]) {
    const [found] = await learn(text);
    assert.equal(found?.attribute, 'health.allergy');
    assert.equal(found?.isExplicit, true);
  }
});

void test('a bare correction mends what an earlier message said', async () => {
  const [found] = await extract(
    {
      messages: [storedMessage('不对，是苏州', { id: 'm2' })],
      before: [storedMessage('我住在杭州')],
    },
    {},
  );
  assert.ok(found?.action === 'learn');
  assert.equal(found.content, '用户住在苏州');
  assert.equal(found.quote, '是苏州');
  assert.deepEqual(found.messageIds, ['m2']);
});

void test('of the assistant, only lessons are taken, five at most', async () => {
  assert.deepEqual(await read('我叫小林，对花生过敏。', { role: 'assistant' }), []);
  const lessons = Array.from({ length: 7 }, (_, index) => `lesson: check step ${index} twice`);
  const found = await learn(lessons.join('\n'), { role: 'assistant' });
  assert.equal(found.length, 5);
  assert.deepEqual(
    [found[0]?.subject, found[0]?.category, found[0]?.provenance],
    ['agent', 'self_improving_learnings', 'agent'],
  );
});

void test('echoes, heartbeats, tool output and long pasted texts teach nothing', async () => {
  const text = '我叫小林，对花生过敏。';
  assert.deepEqual(await read(text, { isEcho: true }), []);
  assert.deepEqual(await read(text, { isHeartbeat: true }), []);
  assert.deepEqual(await read(text, { role: 'tool' }), []);
  assert.deepEqual(await read(text.repeat(200)), []);
});

void test('no input makes a pattern run away', async () => {
  // Each once backtracked, or is built like one that did: the run ends, with nothing learned.
  const hostile = [
    '你把'.repeat(700),
    `I am ${'very '.repeat(270)}x`,
    `我对${'都会'.repeat(600)}`,
    'you got '.repeat(180),
    '以后请'.repeat(480),
    `I have ${'a '.repeat(600)}`,
    '昨天'.repeat(700),
  ];
  for (const text of hostile) assert.deepEqual(await read(text), []);
});
