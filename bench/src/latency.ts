import { benchScope, openMemoryFixture } from './memory-fixture.ts';
import type { MemoryFixture } from './memory-fixture.ts';
import { madeUpMessages, madeUpQuestions } from './corpus.ts';
import { percentile, printHeading, printRow } from './report.ts';

const storedMessages = 10_000;
const sessionLength = 50;
const searches = 400;
const writes = 300;
const findableRounds = 50;
const userId = 'u-latency';

type Measured = Pick<MemoryFixture, 'memory'>;

/** Search and write times of one owner's memory of 10,000 messages on disk, as `homarus up` keeps it. */
export async function benchLatency(): Promise<void> {
  printHeading(`Latency with ${storedMessages} messages of one owner, SQLite on disk`);
  await using fixture = await openMemoryFixture();
  await measureLatency(fixture);
}

/** Over an empty database. */
export async function measureLatency(fixture: Measured): Promise<void> {
  await fill(fixture);
  await measureSearch(fixture);
  await measureWrites(fixture);
  await measureFindable(fixture);
}

async function fill({ memory }: Measured): Promise<void> {
  const messages = madeUpMessages(storedMessages);
  const startedAt = performance.now();
  for (let from = 0; from < messages.length; from += sessionLength) {
    const batch = messages.slice(from, from + sessionLength);
    await memory.ingest(benchScope(userId, `session-${from / sessionLength}`), batch);
  }
  const stored = performance.now() - startedAt;
  printRow({
    measure: 'ingest, messages a second',
    figure: storedMessages / (stored / 1000),
    unit: '/s',
  });
  await memory.drain();
  const learned = performance.now() - startedAt;
  printRow({
    measure: 'ingested and learned from, messages a second',
    figure: storedMessages / (learned / 1000),
    unit: '/s',
  });
}

async function measureSearch({ memory }: Measured): Promise<void> {
  const scope = benchScope(userId, 'asking');
  const startedAt = performance.now();
  await memory.search(scope, 'warm up');
  printRow({
    measure: 'first search (loads the index)',
    figure: performance.now() - startedAt,
    unit: 'ms',
  });
  const times: number[] = [];
  for (const question of madeUpQuestions(searches)) {
    const from = performance.now();
    await memory.search(scope, question);
    times.push(performance.now() - from);
  }
  printRow({ measure: 'search p50', figure: percentile(times, 50), unit: 'ms' });
  printRow({
    measure: 'search p95 (without vectors)',
    figure: percentile(times, 95),
    unit: 'ms',
    bar: { at: 'most', value: 5 },
  });
}

async function measureWrites({ memory }: Measured): Promise<void> {
  const times: number[] = [];
  const messages = madeUpMessages(writes * 2, 3);
  for (let turn = 0; turn < writes; turn += 1) {
    const from = performance.now();
    await memory.afterTurn(benchScope(userId, `writing-${turn % 10}`), {
      turnId: `turn-${turn}`,
      messages: messages.slice(turn * 2, turn * 2 + 2),
    });
    times.push(performance.now() - from);
  }
  printRow({
    measure: 'acknowledged turn (2 messages) p50',
    figure: percentile(times, 50),
    unit: 'ms',
  });
  printRow({
    measure: 'acknowledged turn (2 messages) p95',
    figure: percentile(times, 95),
    unit: 'ms',
    bar: { at: 'most', value: 5 },
  });
  await memory.drain();
}

async function measureFindable({ memory }: Measured): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < findableRounds; round += 1) {
    const word = `quokka${round}`;
    const from = performance.now();
    await memory.ingest(benchScope(userId, 'findable'), [
      { role: 'user', content: `I saw ${word} today.` },
    ]);
    const { hits } = await memory.search(benchScope(userId, 'asking'), `where is ${word}`);
    if (hits[0]?.text.includes(word) !== true) throw new Error(`${word} was not found`);
    times.push(performance.now() - from);
  }
  printRow({
    measure: 'written to found, p95 (lexical)',
    figure: percentile(times, 95),
    unit: 'ms',
    bar: { at: 'most', value: 50 },
  });
}
