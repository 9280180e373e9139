import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** One entry as its file name tells it. */
export interface EntryName {
  /** `<number>-<hash of lane>-<hash of key>.json`; names sort in the order of the entries. */
  readonly file: string;
  readonly number: number;
  readonly lane: string;
  readonly key: string;
  readonly bytes: number;
}

/**
 * Files of entries, each of which is there whole or not at all. Other processes may use the folder at the
 * same time: what one of them took away is no error.
 */
export interface EntryFolder {
  /** Makes the folder and clears what a crash left half written. */
  open(): Promise<void>;
  /** In order. */
  list(): Promise<readonly EntryName[]>;
  /** Resolves when the entry is on disk. */
  write(file: string, text: string): Promise<void>;
  /** Undefined when it is gone. */
  read(file: string): Promise<string | undefined>;
  remove(file: string): Promise<void>;
  /** Puts an entry aside for a person, in the folder `refused`. */
  refuse(file: string): Promise<void>;
  countRefused(): Promise<number>;
}

const named = /^(\d{12})-([0-9a-f]{16})-([0-9a-f]{16})\.json$/u;
const unfinished = '.tmp';

export function nameOfEntry(number: number, lane: string, key: string): string {
  return `${String(number).padStart(12, '0')}-${hashOf(lane)}-${hashOf(key)}.json`;
}

/** What stands for a lane or a key in the name of a file. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function entryFolder(folder: string): EntryFolder {
  const refused = path.join(folder, 'refused');
  const at = (file: string): string => path.join(folder, file);
  // Files never change: each is looked at once.
  let known = new Map<string, EntryName>();
  return {
    async open() {
      await mkdir(refused, { recursive: true, mode: 0o700 });
      const left = (await readdir(folder)).filter((file) => isTornDraft(file));
      await Promise.all(left.map((file) => rm(at(file), { force: true })));
    },
    async list() {
      const names = (await readdir(folder)).map(async (file) => {
        const match = named.exec(file);
        return match === null ? undefined : (known.get(file) ?? toName(at(file), match));
      });
      const found = (await Promise.all(names)).filter((name) => name !== undefined);
      known = new Map(found.map((name) => [name.file, name]));
      return found.toSorted((a, b) => a.number - b.number);
    },
    async write(file, text) {
      const draft = at(`${file}.${process.pid}${unfinished}`);
      const handle = await open(draft, 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, at(file));
      await syncFolder(folder);
    },
    read: (file) => readFile(at(file), 'utf8').catch(ignoreMissing),
    remove: (file) => rm(at(file), { force: true }),
    async refuse(file) {
      await rename(at(file), path.join(refused, file)).catch(ignoreMissing);
    },
    countRefused: async () => (await readdir(refused)).length,
  };
}

async function toName(
  place: string,
  [file, number, lane = '', key = '']: RegExpExecArray,
): Promise<EntryName | undefined> {
  const found = await stat(place).catch(ignoreMissing);
  return found && { file, number: Number(number), lane, key, bytes: found.size };
}

/** A draft whose writer is gone: the name ends with the id of its process. */
function isTornDraft(file: string): boolean {
  if (!file.endsWith(unfinished)) return false;
  const writer = Number(/\.(\d+)\.tmp$/u.exec(file)?.[1] ?? Number.NaN);
  return !Number.isInteger(writer) || !isRunning(writer);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** The new name survives a power cut only then; Windows cannot, and needs not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
