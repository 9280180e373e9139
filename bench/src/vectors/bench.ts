import { toCode, toUnit } from '@homarus/memory';
import type { MemoryStore, VectorStore } from '@homarus/memory';

import { madeUpMessages, madeUpQuestions } from '../corpus.ts';
import { benchScope, openMemoryFixture } from '../memory-fixture.ts';
import type { MemoryFixture } from '../memory-fixture.ts';
import { percentile, printHeading, printRow } from '../report.ts';
import { dimensions, madeUpModel, madeUpVector } from './made-up-model.ts';

const searches = 1_000;
const findableRounds = 20;
const sessionLength = 200;
const userId = 'u-vectors';
const scope = benchScope(userId, 'asking');

/** Search times with words and vectors of 1,024 dimensions, and how soon a vector is found. */
export async function benchVectors(): Promise<void> {
  for (const [count, barMs] of [
    [10_000, 5],
    [100_000, 20],
  ] as const) {
    printHeading(`Words and vectors: ${count} messages of one owner, ${dimensions} dimensions`);
    await using fixture = await openMemoryFixture(madeUpModel());
    await fill(fixture, count);
    await measureSearch(fixture, barMs);
  }
  await measureFindable();
}

async function fill({ memory, store, vectors }: MemoryFixture, count: number): Promise<void> {
  const messages = madeUpMessages(count);
  for (let from = 0; from < count; from += sessionLength) {
    const session = benchScope(userId, `session-${from / sessionLength}`);
    await memory.ingest(session, messages.slice(from, from + sessionLength));
  }
  const startedAt = performance.now();
  await putVectors(store, vectors);
  const seconds = (performance.now() - startedAt) / 1000;
  printRow({ measure: 'vectors made up and stored', figure: count / seconds, unit: '/s' });
}

async function putVectors(store: MemoryStore, vectors: VectorStore): Promise<void> {
  const spaceId = 'spc_bench';
  const space = { id: spaceId, provider: 'bench', model: 'made-up', dimensions, createdAt: 1 };
  await vectors.open(scope, space);
  for (let from = 0; ;) {
    const entries = await store.listSearchEntries(scope, { afterSeq: from, limit: 500 });
    const to = entries.at(-1)?.seq;
    if (to === undefined) break;
    const batch = entries.map(({ key, seq, terms }) => {
      const vector = toUnit(madeUpVector(terms));
      return { key, seq, vector, code: toCode(vector), textHash: '' };
    });
    await vectors.put(scope, { spaceId, from, to, vectors: batch, failed: [] });
    from = to;
  }
  if (!(await vectors.activate(scope, spaceId))) throw new Error('The space is not full');
}

async function measureSearch({ memory }: MemoryFixture, barMs: number): Promise<void> {
  const from = performance.now();
  const { trace } = await memory.search(scope, 'warm up', { trace: true });
  if (trace?.vector?.status !== 'used') throw new Error('The vectors were not searched');
  printRow({
    measure: 'first search (loads words and codes)',
    figure: performance.now() - from,
    unit: 'ms',
  });
  const times: number[] = [];
  for (const question of madeUpQuestions(searches)) {
    const startedAt = performance.now();
    await memory.search(scope, question);
    times.push(performance.now() - startedAt);
  }
  printRow({ measure: 'search p50, words and vectors', figure: percentile(times, 50), unit: 'ms' });
  printRow({
    measure: 'search p95, words and vectors',
    figure: percentile(times, 95),
    unit: 'ms',
    bar: { at: 'most', value: barMs },
  });
}

async function measureFindable(): Promise<void> {
  await using fixture = await openMemoryFixture(madeUpModel());
  const { memory } = fixture;
  await memory.ingest(benchScope(userId, 'before'), madeUpMessages(200));
  await memory.drain();
  memory.start();
  const times: number[] = [];
  for (let round = 0; round < findableRounds; round += 1) {
    const content = `I saw quokka${round} today.`;
    const from = performance.now();
    await memory.ingest(benchScope(userId, 'findable'), [{ role: 'user', content }]);
    while (!(await isFoundByVector(fixture, content))) await new Promise(setImmediate);
    times.push(performance.now() - from);
  }
  printHeading('Written to found by its vector, model time aside');
  printRow({
    measure: 'written to found by its vector, p95',
    figure: percentile(times, 95),
    unit: 'ms',
    bar: { at: 'most', value: 1000 },
  });
}

async function isFoundByVector({ memory }: MemoryFixture, content: string): Promise<boolean> {
  const { hits } = await memory.search(scope, content);
  const lanes = hits.find(({ text }) => text === content)?.lanes ?? [];
  return lanes.some(({ lane }) => lane === 'vector');
}
