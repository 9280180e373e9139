import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';

import type { IncomingMessage } from '../message.ts';
import type { SessionScope } from '../scope.ts';
import { city, engineScope as scope, setupEngine } from '../testing/engine-fixture.ts';
import type { CompactRequest } from './conversations.ts';

const user = (content: string, id?: string): IncomingMessage => ({
  role: 'user',
  content,
  ...(id === undefined ? {} : { id }),
});
const talk: readonly IncomingMessage[] = [
  user('We decided to use Postgres for Lighthouse.', 'm0'),
  { role: 'assistant', content: 'Noted.', id: 'm1' },
  user('I need to call the plumber about Lighthouse.', 'm2'),
  { role: 'assistant', content: 'I will remind you.', id: 'm3' },
];

async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => assert.fail('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  assert.ok(hasCode(error, 'conflict'));
  return error.details?.['reason'];
}

test('prepares, then archives without extracting again', async () => {
  let extractions = 0;
  const { memory, store } = setupEngine(
    {},
    {
      rules: async () => {
        extractions += 1;
        return [];
      },
    },
  );
  const { conversations } = memory;
  const prepared = await conversations.prepareCompaction(scope, { messages: talk });
  assert.partialDeepStrictEqual(prepared, { prepared: true, messagesPrepared: 4, memories: 0 });
  assert.equal(prepared.expiresAt, Date.UTC(2026, 0, 1) + 600_000);
  assert.equal(extractions, 1);
  const { prepareToken } = prepared;
  const result = await conversations.compact(scope, { prepareToken, messages: talk });
  await memory.drain();
  assert.equal(extractions, 1);
  assert.equal(result.compacted, true);
  assert.equal(result.archiveUri, 'ctx://a/sessions/s/archives/1');
  assert.equal(result.firstKeptMessageId, undefined);
  assert.match(result.summary ?? '', /## Decisions Made\n- We decided to use Postgres/u);
  assert.match(result.summary ?? '', /## Action Items\n- I need to call the plumber/u);
  assert.equal((await store.listMessages(scope, {})).length, 4);
});

test('learns what the window holds and tells how much', async () => {
  const { memory, contents } = setupEngine({ 'I moved to Oslo.': city('Oslo') });
  const messages = [user('I moved to Oslo.')];
  const { memories } = await memory.conversations.prepareCompaction(scope, { messages });
  assert.equal(memories, 1);
  assert.equal((await contents()).length, 1);
});

test('may come before the turn that it is part of', async () => {
  const { memory, store } = setupEngine();
  await memory.conversations.compact(scope, { messages: talk });
  const turn = await memory.afterTurn(scope, { messages: talk, turnId: 't1' });
  assert.equal(turn.stored, 0);
  assert.equal((await store.listMessages(scope, {})).length, 4);
  assert.equal((await memory.conversations.compact(scope)).compacted, false);
});

test('an empty buffer is not compacted, before and after a compaction', async () => {
  const { memory } = setupEngine();
  const { conversations } = memory;
  const nothing = await conversations.compact(scope);
  assert.deepEqual(nothing, {
    compacted: false,
    reason: 'empty',
    summary: undefined,
    archiveUri: undefined,
    tokensBefore: 0,
    tokensAfter: 0,
    firstKeptMessageId: undefined,
  });
  const { prepared, prepareToken } = await conversations.prepareCompaction(scope);
  assert.equal(prepared, false);
  assert.equal((await conversations.compact(scope, { prepareToken })).reason, 'empty');
  const first = await conversations.compact(scope, { messages: talk });
  const second = await conversations.compact(scope);
  assert.partialDeepStrictEqual(second, {
    compacted: false,
    reason: 'empty',
    summary: first.summary ?? '',
    archiveUri: 'ctx://a/sessions/s/archives/1',
  });
});

test('a new archive takes the previous one in', async () => {
  const { memory } = setupEngine();
  await memory.conversations.compact(scope, { messages: talk });
  const messages = [user('项目已经上线了，我们决定下周休假。', 'm4')];
  const { summary = '', archiveUri } = await memory.conversations.compact(scope, { messages });
  assert.equal(archiveUri, 'ctx://a/sessions/s/archives/2');
  assert.match(summary, /We decided to use Postgres/u);
  assert.match(
    summary,
    /## 已作决定 \(Decisions Made\)\n.*\n?- 项目已经上线了，我们决定下周休假。/u,
  );
});

const misuse: readonly {
  readonly name: string;
  readonly reason: string;
  readonly other?: Partial<SessionScope>;
  readonly advanceMs?: number;
  readonly times?: number;
  readonly token?: string;
}[] = [
  { name: 'a used token', reason: 'used', times: 2 },
  { name: 'an expired token', reason: 'expired', advanceMs: 600_000 },
  { name: 'a token of another session', reason: 'foreign', other: { sessionId: 's2' } },
  { name: 'a token of another user', reason: 'foreign', other: { userId: 'u2' } },
  { name: 'a token of another agent', reason: 'foreign', other: { agentId: 'a2' } },
  { name: 'a token of another account', reason: 'foreign', other: { accountId: 'b' } },
  { name: 'a token that nobody made', reason: 'foreign', token: 'cmp_x' },
];

for (const { name, reason, other = {}, advanceMs = 0, times = 1, token } of misuse) {
  test(`${name} is refused as ${reason}`, async () => {
    const { memory, clock, store } = setupEngine();
    const { conversations } = memory;
    const prepared = await conversations.prepareCompaction(scope, { messages: talk });
    clock.advance(advanceMs);
    const request: CompactRequest = { prepareToken: token ?? prepared.prepareToken };
    for (let count = 1; count < times; count += 1) await conversations.compact(scope, request);
    const before = await store.getSessionState(scope);
    assert.equal(await refusal(conversations.compact({ ...scope, ...other }, request)), reason);
    assert.deepEqual(await store.getSessionState(scope), before);
  });
}

test('archives what was prepared; what came later stays', async () => {
  const { memory } = setupEngine();
  const { conversations } = memory;
  const { prepareToken } = await conversations.prepareCompaction(scope, { messages: talk });
  await memory.ingest(scope, [user('And now to the garden.', 'm4')]);
  const result = await conversations.compact(scope, { prepareToken });
  assert.equal(result.firstKeptMessageId, 'm4');
  assert.doesNotMatch(result.summary ?? '', /garden/u);
});

test('keeps the latest messages that fit, from a question on, at most half of all', async () => {
  const long = Array.from({ length: 20 }, (_, index) => ({
    id: `m${index}`,
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `Message ${index} ${'about the garden '.repeat(20)}`,
  }));
  const kept = async (request: CompactRequest) => {
    const { memory } = setupEngine();
    const result = await memory.conversations.compact(scope, { messages: long, ...request });
    assert.ok(result.tokensAfter < result.tokensBefore);
    return result.firstKeptMessageId;
  };
  assert.equal(await kept({}), undefined);
  assert.equal(await kept({ tokenBudget: 100_000 }), 'm10');
  assert.equal(await kept({ tokenBudget: 100_000, force: true }), undefined);
  assert.equal(await kept({ tokenBudget: 300 }), 'm18');
  assert.equal(await kept({ tokenBudget: 10 }), undefined);
});

test('two compactions at once make one archive, with and without tokens', async () => {
  const { memory, store } = setupEngine();
  const { conversations } = memory;
  const prepare = () => conversations.prepareCompaction(scope, { messages: talk });
  const tokens = [(await prepare()).prepareToken, (await prepare()).prepareToken];
  const results = await Promise.all([
    ...tokens.map((prepareToken) => conversations.compact(scope, { prepareToken })),
    conversations.compact(scope),
    conversations.compact(scope, { messages: talk }),
  ]);
  assert.equal(results.filter(({ compacted }) => compacted).length, 1);
  assert.equal(results.filter(({ reason }) => reason === 'empty').length, 3);
  assert.equal((await store.getSessionState(scope)).archive?.number, 1);
});

test('two engines over one store never archive a stretch twice', async () => {
  const one = setupEngine();
  const other = setupEngine({}, { store: one.store, jobs: one.store });
  await one.memory.ingest(scope, talk);
  const results = await Promise.all(
    [one, other, one, other].map(({ memory }) => memory.conversations.compact(scope)),
  );
  assert.equal(results.filter(({ compacted }) => compacted).length, 1);
  assert.equal((await one.store.getSessionState(scope)).archive?.number, 1);
});

const broken = {
  down: () => Promise.reject(new AppError('unavailable', 'The model is down.')),
  hanging: () => new Promise<never>(() => undefined),
  'answering nonsense': () => Promise.reject(new AppError('model_failed', 'Not JSON.')),
} as const;

for (const [name, byModel] of Object.entries(broken)) {
  test(`a model that is ${name} does not hold compaction up; rules learn later`, async () => {
    const { memory, contents, clock } = setupEngine(
      { 'I moved to Oslo.': city('Oslo') },
      { byModel, modelName: 'x/y', conversations: { extractTimeoutMs: 20 } },
    );
    const messages = [user('I moved to Oslo.')];
    const prepared = await memory.conversations.prepareCompaction(scope, { messages });
    assert.partialDeepStrictEqual(prepared, { messagesPrepared: 1, memories: 0 });
    const { prepareToken } = prepared;
    const { compacted } = await memory.conversations.compact(scope, { prepareToken });
    assert.equal(compacted, true);
    if (name === 'hanging') return;
    for (let round = 0; round < 4; round += 1) {
      await memory.drain();
      clock.advance(60_000);
    }
    assert.equal((await contents()).length, 1);
  });
}
