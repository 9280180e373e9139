import { estimateTokens } from '@homarus/base';

import { percentile, printHeading, printRow } from '../report.ts';
import { countWork } from './count-work.ts';
import type { Work } from './count-work.ts';
import { openTurnFixture, say } from './turn-fixture.ts';
import type { TurnFixture } from './turn-fixture.ts';

const runs = 3;
const turns = 100;
const sessions = 20;
const turnsEach = 15;

/** What a turn costs beside the model: alone, and with many sessions at once. */
export async function benchTurn(): Promise<void> {
  printHeading(
    `Turns through the gateway and SQLite, model of no latency in a process of its own, median of ${runs} runs`,
  );
  const alone: Alone[] = [];
  const rates: Rate[] = [];
  const works: Work[] = [];
  let promptTokens = 0;
  for (let run = 0; run < runs; run += 1) {
    await using fixture = await openTurnFixture();
    promptTokens = await measurePrompt(fixture);
    alone.push(await measureAlone(fixture));
    rates.push(await measureParallel(fixture));
    works.push(await measureWork(fixture));
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
  printWork(works);
}

/** What does not depend on what else the machine does. */
function printWork(works: readonly Work[]): void {
  const perTurn = (figure: (work: Work) => number): number =>
    percentile(works.map(figure), 50) / turns;
  const rows = [
    ['CPU time of a turn and of learning from it, all threads', 'ms', ({ cpuMs }: Work) => cpuMs],
    ['SQL statements of a turn and of learning from it', '', ({ statements }: Work) => statements],
    ['commits of them', '', ({ commits }: Work) => commits],
    ['waits for the disk of them', '', ({ syncs }: Work) => syncs],
  ] as const;
  for (const [measure, unit, figure] of rows) {
    printRow({ measure, unit, figure: perTurn(figure) });
  }
}

async function measurePrompt({ gateway, lastAsked }: TurnFixture): Promise<number> {
  await say(gateway, 'prompt', 'Hi');
  return estimateTokens(JSON.stringify(await lastAsked()));
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

function measureWork({ gateway, learn, syncs }: TurnFixture): Promise<Work> {
  return countWork(async () => {
    for (let turn = 0; turn < turns; turn += 1) {
      await say(gateway, 'counted', `Note ${turn}: the gardener comes on day ${turn % 28}.`);
    }
    await learn();
  }, syncs);
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
