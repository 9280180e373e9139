import { estimateTokens } from '@homarus/base';

import { percentile, printHeading, printRow } from '../report.ts';
import { openTurnFixture, say } from './turn-fixture.ts';
import type { TurnFixture } from './turn-fixture.ts';

const runs = 3;
const turns = 100;
const sessions = 20;
const turnsEach = 15;

/** What a turn costs beside the model: alone, and with many sessions at once. */
export async function benchTurn(): Promise<void> {
  printHeading(`Turns over HTTP and SQLite, model of no latency, median of ${runs} runs`);
  const alone: Alone[] = [];
  const rates: Rate[] = [];
  let promptTokens = 0;
  for (let run = 0; run < runs; run += 1) {
    await using fixture = await openTurnFixture();
    promptTokens = await measurePrompt(fixture);
    alone.push(await measureAlone(fixture));
    rates.push(await measureParallel(fixture));
  }
  const median = (values: readonly number[]): number => percentile(values, 50);
  printRow({
    measure: 'overhead of a turn, model time taken off, p50',
    figure: median(alone.map(({ p50 }) => p50)),
    unit: 'ms',
    bar: { at: 'most', value: 8 },
    note: 'OpenClaw: 205 to 330',
  });
  printRow({
    measure: 'overhead of a turn, model time taken off, p95',
    figure: median(alone.map(({ p95 }) => p95)),
    unit: 'ms',
    bar: { at: 'most', value: 25 },
    note: 'OpenClaw: 295 to 760',
  });
  printRow({
    measure: `${sessions} sessions at once`,
    figure: median(rates.map(({ perSecond }) => perSecond)),
    unit: 'turns/s',
    bar: { at: 'least', value: 200 },
    note: 'OpenClaw: 2.7 to 4.2',
  });
  printRow({
    measure: 'turns that were lost or failed',
    figure: rates.reduce((sum, { lost }) => sum + lost, 0),
    unit: '',
    bar: { at: 'most', value: 0 },
  });
  printRow({
    measure: 'prompt of a trivial turn, tools included',
    figure: promptTokens,
    unit: 'tokens',
    bar: { at: 'most', value: 2000 },
    note: 'OpenClaw: 15,000',
  });
}

async function measurePrompt({ gateway, asked }: TurnFixture): Promise<number> {
  await say(gateway, 'prompt', 'Hi');
  return estimateTokens(JSON.stringify(asked().at(-1)));
}

interface Alone {
  readonly p50: number;
  readonly p95: number;
}

async function measureAlone({ gateway, modelMs }: TurnFixture): Promise<Alone> {
  const overheads: number[] = [];
  for (let turn = 0; turn < turns + 10; turn += 1) {
    const modelBefore = modelMs();
    const startedAt = performance.now();
    await say(gateway, 'alone', `Note ${turn}: the plumber comes on day ${turn % 28}.`);
    const took = performance.now() - startedAt - (modelMs() - modelBefore);
    // The first ones warm up.
    if (turn >= 10) overheads.push(took);
  }
  return { p50: percentile(overheads, 50), p95: percentile(overheads, 95) };
}

interface Rate {
  readonly perSecond: number;
  readonly lost: number;
}

async function measureParallel({ gateway }: TurnFixture): Promise<Rate> {
  let answered = 0;
  const startedAt = performance.now();
  const talk = async (session: number): Promise<void> => {
    for (let turn = 0; turn < turnsEach; turn += 1) {
      const text = `Note ${turn} of ${session}: the tickets are in drawer ${turn}.`;
      if (await say(gateway, `parallel-${session}`, text)) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: sessions }, (_, session) => talk(session)));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: answered / seconds, lost: sessions * turnsEach - answered };
}
