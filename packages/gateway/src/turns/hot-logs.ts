import type { SessionEntry } from '@homarus/sessions';

/** The ends of the logs of sessions that were spoken in lately, so that a turn need not read its own back. */
export interface HotLogs {
  /** Undefined when it has to be read. It may be behind: see {@link followsOn}. */
  get(sessionId: string): readonly SessionEntry[] | undefined;
  /** Keeps the last entries of a log; drops what has gaps or files in it. */
  set(sessionId: string, entries: readonly SessionEntry[]): void;
}

export interface HotLogsOptions {
  /** Entries kept of one session. */
  readonly maxEntries: number;
  /** Sessions kept; the one longest unused goes first. Default 100. */
  readonly maxSessions?: number;
  /** Of all entries as JSON. Default 16,000,000. */
  readonly maxChars?: number;
}

export function createHotLogs(options: HotLogsOptions): HotLogs {
  const { maxEntries, maxSessions = 100, maxChars = 16_000_000 } = options;
  const logs = new Map<string, readonly SessionEntry[]>();
  const sizes = new Map<string, number>();
  const charsOf = createMeasure();
  let chars = 0;
  const remove = (sessionId: string): void => {
    logs.delete(sessionId);
    chars -= sizes.get(sessionId) ?? 0;
    sizes.delete(sessionId);
  };
  return {
    get: (sessionId) => logs.get(sessionId),
    set(sessionId, entries) {
      remove(sessionId);
      if (!isWhole(entries) || entries.some(hasFile)) return;
      const kept = entries.slice(-maxEntries);
      const size = kept.reduce((sum, entry) => sum + charsOf(entry), 0);
      logs.set(sessionId, kept);
      sizes.set(sessionId, size);
      chars += size;
      for (const oldest of logs.keys()) {
        if (logs.size <= maxSessions && chars <= maxChars) return;
        remove(oldest);
      }
    },
  };
}

/** Measures each entry once. */
function createMeasure(): (entry: SessionEntry) => number {
  const known = new WeakMap<SessionEntry, number>();
  return (entry) => {
    const chars = known.get(entry) ?? JSON.stringify(entry.message).length;
    known.set(entry, chars);
    return chars;
  };
}

/** Whether nothing was written between a log and what was appended to it: else another process, or a note, was. */
export function followsOn(log: readonly SessionEntry[], next: readonly SessionEntry[]): boolean {
  return next[0] === undefined || next[0].position === (log.at(-1)?.position ?? -1) + 1;
}

function isWhole(entries: readonly SessionEntry[]): boolean {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return false;
  return last.position - first.position === entries.length - 1;
}

/** Files are large. */
function hasFile({ message }: SessionEntry): boolean {
  return message.role === 'user' && message.content.some((part) => part.type === 'file');
}
