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
}

export function createHotLogs({ maxEntries, maxSessions = 100 }: HotLogsOptions): HotLogs {
  const logs = new Map<string, readonly SessionEntry[]>();
  return {
    get: (sessionId) => logs.get(sessionId),
    set(sessionId, entries) {
      logs.delete(sessionId);
      if (!isWhole(entries) || entries.some(hasFile)) return;
      logs.set(sessionId, entries.slice(-maxEntries));
      const [oldest] = logs.keys();
      if (logs.size > maxSessions && oldest !== undefined) logs.delete(oldest);
    },
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
