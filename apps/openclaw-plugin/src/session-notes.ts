import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a conversation was cut: what came before is in the summary. */
export interface WindowCut {
  /** Messages from this instant on stay; Unix milliseconds. */
  readonly keepFrom: number;
  readonly summary: string;
  /** `server`: the memory server has archived it. `local`: made here while the server was away. */
  readonly origin: 'server' | 'local';
}

/** What has to be known of a conversation from one turn to the next, also after a restart. */
export interface SessionNote {
  /** What the host had before this plugin saw it has been handed to the outbox. */
  readonly isImported: boolean;
  readonly cut?: WindowCut;
}

export interface SessionNotes {
  get(sessionId: string): Promise<SessionNote>;
  /** Changes these fields and leaves the others; calls of this process never undo each other. */
  change(sessionId: string, change: Partial<SessionNote>): Promise<void>;
  /** Removes the oldest when there are many: losing one costs an import that changes nothing, or a compaction. */
  prune(): Promise<void>;
}

const maxNotes = 5000;
const nothing: SessionNote = { isImported: false };

/** One small file a conversation. Read each time: several processes of a host may share the folder. */
export function fileSessionNotes(folder: string): SessionNotes {
  const fileOf = (sessionId: string): string =>
    path.join(folder, `${createHash('sha256').update(sessionId).digest('hex').slice(0, 32)}.json`);
  const get = async (sessionId: string): Promise<SessionNote> => {
    try {
      return parseNote(await readFile(fileOf(sessionId), 'utf8'));
    } catch {
      return nothing;
    }
  };
  const write = async (sessionId: string, change: Partial<SessionNote>): Promise<void> => {
    const note: SessionNote = { ...(await get(sessionId)), ...change };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = fileOf(sessionId);
    const partial = `${file}.${process.pid}.part`;
    await writeFile(partial, JSON.stringify(note), { mode: 0o600 });
    await rename(partial, file);
  };
  let writing: Promise<unknown> = Promise.resolve();
  return {
    get,
    change(sessionId, change) {
      const written = writing.then(() => write(sessionId, change));
      writing = written.catch(() => undefined);
      return written;
    },
    async prune() {
      const names = await readdir(folder).catch(() => []);
      if (names.length <= maxNotes) return;
      const files = await Promise.all(
        names.map(async (name) => {
          const file = path.join(folder, name);
          return { file, changedAt: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 };
        }),
      );
      const old = files.toSorted((a, b) => b.changedAt - a.changedAt).slice(maxNotes);
      await Promise.all(old.map(({ file }) => rm(file, { force: true })));
    },
  };
}

function parseNote(text: string): SessionNote {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null) return nothing;
  const isImported = 'isImported' in read && read.isImported === true;
  const cut = 'cut' in read ? parseCut(read.cut) : undefined;
  return cut === undefined ? { isImported } : { isImported, cut };
}

function parseCut(value: unknown): WindowCut | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { keepFrom, summary, origin } = value as Readonly<Record<string, unknown>>;
  if (typeof keepFrom !== 'number' || typeof summary !== 'string') return undefined;
  return { keepFrom, summary, origin: origin === 'local' ? 'local' : 'server' };
}
