import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

/** A file of the folder; the name says its place in the order and which key it has. */
export interface OutboxFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * A folder of files that are whole or not there. Several processes may share it: names of two processes
 * never meet, and a file that another one took away is no error.
 */
export interface OutboxFolder {
  readonly path: string;
  /** In order. */
  list(): Promise<readonly OutboxFile[]>;
  /** Resolves when the file would survive the loss of power. */
  write(name: string, text: string): Promise<void>;
  /** Undefined when it is gone. */
  read(name: string): Promise<string | undefined>;
  remove(name: string): Promise<void>;
  /** Puts a file where nobody sends it from: into `rejected` beside the others. */
  reject(name: string): Promise<void>;
  /** How many were put there. */
  countRejected(): Promise<number>;
}

export function openOutboxFolder(folder: string): OutboxFolder {
  const rejected = path.join(folder, 'rejected');
  const at = (name: string): string => path.join(folder, name);
  // Files never change: each is looked at once.
  let known = new Map<string, OutboxFile>();
  return {
    path: folder,
    async list() {
      const names = (await namesOf(folder)).filter((name) => name.endsWith('.json')).toSorted();
      const files = names.map(async (name) => known.get(name) ?? fileAt(at(name)));
      const found = (await Promise.all(files)).filter((file) => file !== undefined);
      known = new Map(found.map((file) => [file.name, file]));
      return found;
    },
    async write(name, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const partial = at(`${name}.${process.pid}.part`);
      const file = await open(partial, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, at(name));
      await syncFolder(folder);
    },
    read: (name) => readFile(at(name), 'utf8').catch(ignoreMissing),
    async remove(name) {
      await unlink(at(name)).catch(ignoreMissing);
    },
    async reject(name) {
      await mkdir(rejected, { recursive: true, mode: 0o700 });
      await rename(at(name), path.join(rejected, name)).catch(ignoreMissing);
    },
    async countRejected() {
      return (await namesOf(rejected)).length;
    },
  };
}

async function fileAt(place: string): Promise<OutboxFile | undefined> {
  const found = await stat(place).catch(ignoreMissing);
  return found && { name: path.basename(place), bytes: found.size };
}

async function namesOf(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(ignoreMissing)) ?? [];
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** The new name survives the loss of power, too. Windows opens no folders, and does this by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Names in the order in which they are made, also after a restart with a clock that went back. */
export function createOutboxNames(now: () => number): {
  next(key: string, last: string | undefined): string;
} {
  let time = 0;
  let count = 0;
  return {
    next(key, last) {
      const lastTime = Number(last?.slice(0, 15) ?? 0);
      time = Math.max(time, now(), Number.isFinite(lastTime) ? lastTime + 1 : 0);
      count += 1;
      const place = `${pad(time, 15)}-${pad(count, 9)}-${process.pid}`;
      return `${place}-${keyHash(key)}.json`;
    },
  };
}

/** Part of a name: which turn a file is about can be seen without reading it. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

export function keyHashOf(name: string): string | undefined {
  return /-([0-9a-f]{32})\.json$/u.exec(name)?.[1];
}

function pad(value: number, length: number): string {
  return Math.floor(value).toString().padStart(length, '0');
}
