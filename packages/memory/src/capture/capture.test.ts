import assert from 'node:assert/strict';
import { test } from 'node:test';

import { systemClock } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';

import type { IncomingMessage } from '../message.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import { memoryMemoryStore } from '../testing/index.ts';
import { createTermsOf } from '../text/row-terms.ts';
import { createCapture } from './capture.ts';
import type { CaptureRequest } from './capture.ts';

const termsOf = createTermsOf({ aliasesOf: () => [], timeZone: 'UTC' });
const scope: SessionScope = { accountId: 'a', userId: 'u', agentId: 'main', sessionId: 's' };

function setup(store: MemoryStore = memoryMemoryStore(), ids = sequentialIds()) {
  const clock = manualClock();
  const capture = createCapture({ store, clock, ids, followUp: () => [], termsOf });
  const texts = async (): Promise<readonly string[]> =>
    (await store.listMessages(scope, {})).map(({ text }) => text);
  return { store, clock, capture, texts };
}

const user = (content: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  role: 'user',
  content,
  ...more,
});
const assistant = (content: string): IncomingMessage => ({ role: 'assistant', content });

interface Row {
  readonly name: string;
  readonly steps: readonly CaptureRequest[];
  readonly texts: readonly string[];
  /** How many rows each step stored. */
  readonly stored: readonly number[];
}

const turn = [user('hi'), assistant('hello')];

const table: readonly Row[] = [
  {
    name: 'the same batch twice',
    steps: [{ messages: turn }, { messages: turn }],
    stored: [2, 0],
    texts: ['hi', 'hello'],
  },
  {
    name: 'a batch that overlaps',
    steps: [{ messages: turn }, { messages: [assistant('hello'), user('bye')] }],
    stored: [2, 1],
    texts: ['hi', 'hello', 'bye'],
  },
  {
    name: 'a transcript from its start',
    steps: [{ messages: turn }, { messages: [...turn, user('bye')] }],
    stored: [2, 1],
    texts: ['hi', 'hello', 'bye'],
  },
  {
    name: 'a transcript from its start, under turn ids',
    steps: [
      { messages: turn, turnId: 't1' },
      { messages: [...turn, user('bye'), assistant('see you')], turnId: 't2' },
    ],
    stored: [2, 2],
    texts: ['hi', 'hello', 'bye', 'see you'],
  },
  {
    name: 'a turn that is retried',
    steps: [
      { messages: turn, turnId: 't1' },
      { messages: turn, turnId: 't1' },
    ],
    stored: [2, 0],
    texts: ['hi', 'hello'],
  },
  {
    name: 'an old turn that is retried after newer ones',
    steps: [
      { messages: turn, turnId: 't1' },
      { messages: [user('more'), assistant('ok')], turnId: 't2' },
      { messages: turn, turnId: 't1' },
    ],
    stored: [2, 2, 0],
    texts: ['hi', 'hello', 'more', 'ok'],
  },
  {
    name: 'two turns that say the same',
    steps: [
      { messages: turn, turnId: 't1' },
      { messages: turn, turnId: 't2' },
    ],
    stored: [2, 2],
    texts: ['hi', 'hello', 'hi', 'hello'],
  },
  {
    name: 'ingested first, then in its turn',
    steps: [{ messages: [user('hi')] }, { messages: turn, turnId: 't1' }],
    stored: [1, 1],
    texts: ['hi', 'hello'],
  },
  {
    name: 'ingested again after its turn',
    steps: [{ messages: turn, turnId: 't1' }, { messages: [assistant('hello')] }],
    stored: [2, 0],
    texts: ['hi', 'hello'],
  },
  {
    name: 'ids, wherever they stand',
    steps: [
      { messages: [user('a', { id: '1' }), user('b', { id: '2' }), user('c', { id: '3' })] },
      { messages: [user('a', { id: '1' }), user('a', { id: '4' }), user('b', { id: '2' })] },
    ],
    stored: [3, 1],
    texts: ['a', 'b', 'c', 'a'],
  },
  {
    name: 'one id twice in a batch',
    steps: [{ messages: [user('a', { id: '1' }), user('a', { id: '1' })] }],
    stored: [1],
    texts: ['a'],
  },
  {
    name: 'the same words at another time',
    steps: [
      { messages: [user('ok', { createdAt: 1000 })] },
      { messages: [user('ok', { createdAt: 2000 })] },
    ],
    stored: [1, 1],
    texts: ['ok', 'ok'],
  },
  {
    name: 'an import that starts again from an earlier batch',
    steps: [
      { messages: [user('a', { createdAt: 1 }), user('b', { createdAt: 2 })] },
      { messages: [user('a', { createdAt: 3 }), user('d', { createdAt: 4 })] },
      { messages: [user('a', { createdAt: 1 }), user('b', { createdAt: 2 })] },
    ],
    stored: [2, 2, 0],
    texts: ['a', 'b', 'a', 'd'],
  },
  {
    name: 'a string and a text part with the same words',
    steps: [
      { messages: [user('你好  世界')] },
      { messages: [{ role: 'user', content: [{ type: 'text', text: '你好 世界' }] }] },
    ],
    stored: [1, 0],
    texts: ['你好  世界'],
  },
  {
    name: 'pictures that differ',
    steps: [
      { messages: [{ role: 'user', content: [{ type: 'image', data: 'AAA' }] }] },
      { messages: [{ role: 'user', content: [{ type: 'image', data: 'BBB' }] }] },
    ],
    stored: [1, 1],
    texts: ['', ''],
  },
];

for (const row of table) {
  test(`stored once: ${row.name}`, async () => {
    const { capture, texts, store } = setup();
    const stored: number[] = [];
    for (const step of row.steps) stored.push((await capture(scope, step)).stored);
    assert.deepEqual(stored, row.stored);
    assert.deepEqual(await texts(), row.texts);
    const positions = (await store.listMessages(scope, {})).map(({ position }) => position);
    assert.deepEqual(positions, [...positions.keys()]);
  });
}

test('a turn claims what was ingested before it, so that another turn does not match it', async () => {
  const { capture, store } = setup();
  await capture(scope, { messages: [user('hi')] });
  await capture(scope, { messages: [user('hi')], turnId: 't1' });
  const receipt = await capture(scope, { messages: [user('hi')], turnId: 't2' });
  assert.equal(receipt.stored, 1);
  const rows = await store.listMessages(scope, {});
  assert.deepEqual(
    rows.map(({ turnId }) => turnId),
    ['t1', 't2'],
  );
});

test('what memory had injected is cut before it is stored; echoes are stored but not found', async () => {
  const { capture, store } = setup();
  const block = '<homarus-memory>secret of Bob</homarus-memory>';
  await capture(scope, {
    messages: [user(`${block}What now?`), { ...assistant('You said: peanuts'), isEcho: true }],
  });
  const [question] = await store.listMessages(scope, {});
  assert.equal(question?.content, 'What now?');
  const entries = await store.listSearchEntries(scope, { afterSeq: 0, limit: 10 });
  assert.equal(entries.find(({ position }) => position === 1)?.terms, '');
});

test('a speaker is found by name', async () => {
  const { capture, store } = setup();
  await capture(scope, { messages: [user('I adopted a kitten', { name: 'Melanie' })] });
  const [entry] = await store.listSearchEntries(scope, { afterSeq: 0, limit: 10 });
  assert.ok(entry?.terms.split(' ').includes('melani'));
});

test('the same turn captured at once by several engines is stored once', async () => {
  const store = memoryMemoryStore();
  const ids = sequentialIds();
  const captures = Array.from({ length: 4 }, () =>
    createCapture({ store, clock: systemClock, ids, followUp: () => [], termsOf }),
  );
  const receipts = await Promise.all(
    captures.map((capture) => capture(scope, { messages: turn, turnId: 't1' })),
  );
  assert.equal(
    receipts.reduce((sum, { stored }) => sum + stored, 0),
    2,
  );
  assert.equal((await store.listMessages(scope, {})).length, 2);
});

test('different turns captured at once all arrive whole, without gaps', async () => {
  const store = memoryMemoryStore();
  const ids = sequentialIds();
  const create = () =>
    createCapture({ store, clock: systemClock, ids, followUp: () => [], termsOf });
  const [one, other] = [create(), create()];
  const captured = Array.from({ length: 12 }, (_, index) => {
    const messages = [user(`question ${index}`), assistant(`answer ${index}`)];
    return (index % 2 === 0 ? one : other)(scope, { messages, turnId: `t${index}` });
  });
  await Promise.all(captured);
  const rows = await store.listMessages(scope, {});
  assert.equal(rows.length, 24);
  for (const [index, row] of rows.entries()) {
    if (index % 2 === 1) assert.equal(row.turnId, rows[index - 1]?.turnId);
  }
});

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Manner {
  readonly name: string;
  /** What identifies message `index` beside its words. */
  readonly mark: (index: number) => Partial<IncomingMessage>;
  /** How many different texts there are: few repeat often. */
  readonly words: number;
  /** Whether batches may go back beyond the one before. */
  readonly goesBack: boolean;
}

const manners: readonly Manner[] = [
  { name: 'with ids', mark: (index) => ({ id: `m${index}` }), words: 3, goesBack: true },
  { name: 'with times', mark: (index) => ({ createdAt: index }), words: 3, goesBack: true },
  { name: 'with words alone', mark: () => ({}), words: 1000, goesBack: false },
];

for (const manner of manners) {
  test(`any splits, overlaps and retries of a transcript end in the transcript, ${manner.name}`, async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = randomOf(seed);
      const pick = (max: number): number => Math.floor(random() * (max + 1));
      const transcript = Array.from({ length: 5 + pick(25) }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        content: manner.words > 100 ? `text ${index}` : `text ${pick(manner.words)}`,
        ...manner.mark(index),
      }));
      const { capture, texts } = setup();
      let sent = 0;
      while (sent < transcript.length) {
        const start = manner.goesBack ? pick(sent) : sent - pick(Math.min(sent, 4));
        const end = Math.max(start, Math.min(transcript.length, sent + pick(5)));
        const batch = transcript.slice(start, manner.goesBack && random() < 0.3 ? sent : end);
        for (let retry = pick(2); retry >= 0; retry -= 1) {
          await capture(scope, { messages: batch });
        }
        sent = Math.max(sent, start + batch.length);
      }
      const expected = transcript.map(({ content }) => content);
      assert.deepEqual(await texts(), expected, `seed ${seed}`);
    }
  });
}
