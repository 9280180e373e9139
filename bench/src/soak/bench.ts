import { percentile, printHeading, printRow } from '../report.ts';
import { soakKinds } from './load.ts';
import { runSoak, soakCallers } from './run.ts';
import type { SoakEnd, SoakPiece, SoakSize } from './run.ts';

const pieces = 4;
const none = { at: 'most', value: 0 } as const;

/** Throughput, latency, resident memory and file growth under load, piece by piece; then what is left. */
export async function benchSoak(minutes: number): Promise<void> {
  printHeading(`Soak of ${minutes} minutes, ${soakCallers} callers at once, 6 people, over HTTP`);
  let piece = 0;
  const end = await runSoak({
    seconds: minutes * 60,
    pieces,
    onStart: (size) => printSize('start', size),
    onPiece: (seen) => {
      piece += 1;
      printPiece(`piece ${piece}`, seen);
    },
  });
  printEnd(end);
}

function printPiece(name: string, { times, seconds, size }: SoakPiece): void {
  let calls = 0;
  for (const kind of soakKinds) {
    const own = times[kind];
    calls += own.length;
    const [p50, p99] = [50, 99].map((p) => percentile(own, p).toFixed(1));
    printRow({
      measure: `${name}: ${kind} p95`,
      figure: percentile(own, 95),
      unit: 'ms',
      note: `p50 ${p50}, p99 ${p99}, ${own.length} calls`,
    });
  }
  printRow({ measure: `${name}: calls a second`, figure: calls / seconds, unit: '/s' });
  printSize(name, size);
}

function printSize(when: string, { residentMb, databaseMb, journalMb }: SoakSize): void {
  printRow({ measure: `${when}: resident memory`, figure: residentMb, unit: 'MB' });
  printRow({ measure: `${when}: database file`, figure: databaseMb, unit: 'MB' });
  printRow({ measure: `${when}: journal file`, figure: journalMb, unit: 'MB' });
}

function printEnd(end: SoakEnd): void {
  const { messages, memories, failures, firstFailure = '', pending, dead, drift, drainedMs } = end;
  printRow({ measure: 'queue drained after', figure: drainedMs, unit: 'ms' });
  printRow({ measure: 'messages stored', figure: messages, unit: '' });
  printRow({ measure: 'memories stored', figure: memories, unit: '' });
  printRow({
    measure: 'calls that failed',
    figure: failures,
    unit: '',
    bar: none,
    note: firstFailure,
  });
  printRow({ measure: 'jobs left', figure: pending, unit: '', bar: none });
  printRow({ measure: 'jobs dead', figure: dead, unit: '', bar: none });
  printRow({ measure: 'drift, as verify counts it', figure: drift, unit: '', bar: none });
  printSize('end', end.size);
}
