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

/** Files of entries, each of which is there whole or not at all. */
export interface EntryFolder {
  /** Makes the folder, clears what a crash left half written, and lists the entries in order. */
  open(): Promise<readonly EntryName[]>;
  /** Resolves when the entry is on disk. */
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
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
  return {
    async open() {
      await mkdir(refused, { recursive: true, mode: 0o700 });
      const files = await readdir(folder);
      const left = files.filter((file) => file.endsWith(unfinished));
      await Promise.all(left.map((file) => rm(at(file), { force: true })));
      const entries = await Promise.all(
        files.flatMap((file) => {
          const match = named.exec(file);
          return match === null ? [] : [toName(at(file), match)];
        }),
      );
      return entries.toSorted((a, b) => a.number - b.number);
    },
    async write(file, text) {
      const draft = at(`${file}${unfinished}`);
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
    read: (file) => readFile(at(file), 'utf8'),
    remove: (file) => rm(at(file), { force: true }),
    refuse: (file) => rename(at(file), path.join(refused, file)),
    countRefused: async () => (await readdir(refused)).length,
  };
}

async function toName(
  place: string,
  [file, number, lane = '', key = '']: RegExpExecArray,
): Promise<EntryName> {
  return { file, number: Number(number), lane, key, bytes: (await stat(place)).size };
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
