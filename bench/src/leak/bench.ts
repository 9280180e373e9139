import { printHeading, printRow } from '../report.ts';
import { runTurns } from './run.ts';

const turns = 5000;
const step = 500;

/** Messages of one person, as their search index holds them in process, take 1.5 kB a turn. */
const maxMbPer1000Turns = 2;

/** Whether the process holds more with every turn than the search index of who speaks. */
export async function benchLeak(): Promise<void> {
  printHeading(`What is held over ${turns} turns of all kinds, after garbage collection`);
  const held = await runTurns({
    turns,
    step,
    onStep: ({ turns: done, heapMb, residentMb }) => {
      const note = `${residentMb.toFixed(0)} MB resident`;
      printRow({ measure: `heap after ${done} turns`, figure: heapMb, unit: 'MB', note });
    },
  });
  const middle = held[Math.floor(held.length / 2)];
  const last = held.at(-1);
  if (middle === undefined || last === undefined) return;
  printRow({
    measure: 'growth of the heap in the second half, per 1,000 turns',
    figure: ((last.heapMb - middle.heapMb) / (last.turns - middle.turns)) * 1000,
    unit: 'MB',
    bar: { at: 'most', value: maxMbPer1000Turns },
  });
}
