import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const program = path.join(import.meta.dirname, 'child.fixture.ts');

/** What a child said until it ended. */
export interface Dead {
  readonly lines: readonly string[];
  /** False when it reached its end. */
  readonly isKilled: boolean;
}

/** Runs a child that kills itself at a point of a write. Throws when it ends in any other way. */
export async function dieAt(
  file: string,
  point: { readonly name: string; readonly round: number; readonly statement: number },
): Promise<Dead> {
  const { name, round, statement } = point;
  return ended(start([file, 'point', name, String(round), String(statement)]));
}

/** Runs a child that writes without end, and kills it `waitMs` after its first acknowledgement. */
export async function dieAfter(file: string, round: number, waitMs: number): Promise<Dead> {
  const child = start([file, 'loop', String(round)]);
  const isOver = child.close.then(() => true);
  while (!child.said.stdout.includes('ack')) {
    const data = once(child.process.stdout, 'data').then(() => false);
    if (await Promise.race([data, isOver])) break;
  }
  await setTimeout(waitMs);
  child.process.kill('SIGKILL');
  return ended(child);
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  return { process: child, said, close: once(child, 'close') };
}

async function ended({ process: child, said, close }: ReturnType<typeof start>): Promise<Dead> {
  await close;
  const isKilled = child.signalCode === 'SIGKILL';
  if (!isKilled && child.exitCode !== 0) {
    throw new Error(`The child ended with ${child.exitCode}: ${said.stderr}`);
  }
  const lines = said.stdout.split('\n').filter((line) => line !== '');
  return { lines, isKilled };
}
