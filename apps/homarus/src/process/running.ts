import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { AppError } from '@homarus/base';

import type { Door } from '../config/problem.ts';
import { probe } from './probe.ts';

/** A service that uses a home folder right now. */
export interface Running {
  readonly pid: number;
  /** `http://127.0.0.1:18789`. */
  readonly url: string;
}

function fileOf(home: string, door: Door): string {
  return path.join(home, 'run', `${door}.json`);
}

/** The service of this kind that runs on this home; undefined when none answers. */
export async function findRunning(home: string, door: Door): Promise<Running | undefined> {
  const noted = readNote(fileOf(home, door));
  if (noted === undefined || noted.pid === process.pid || !isAlive(noted.pid)) return undefined;
  return (await probe(noted.url, door)) === undefined ? undefined : noted;
}

/**
 * Fails with `conflict` when another process runs such a service on this home: two of them would
 * take each other's unfinished turns for the leftovers of a crash.
 */
export async function requireFree(home: string, door: Door): Promise<void> {
  const other = await findRunning(home, door);
  if (other === undefined) return;
  throw new AppError('conflict', `The home ${home} is in use by process ${other.pid}.`, {
    details: { homeInUse: home, ...other },
  });
}

/** Notes where the service listens, until it is disposed of. */
export function noteRunning(home: string, door: Door, url: string): Disposable {
  const file = fileOf(home, door);
  const note: Running = { pid: process.pid, url };
  writeFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  return {
    [Symbol.dispose]: () => {
      if (readNote(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** A note that is absent or damaged (a crash while it was written) counts as none. */
function readNote(file: string): Running | undefined {
  try {
    const { pid, url } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Running>;
    return typeof pid === 'number' && typeof url === 'string' ? { pid, url } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
