import type { StoredMessage } from '../message.ts';
import type { PreparedMessage } from './prepared-message.ts';

/** What is known of a session when a batch arrives. */
export interface KnownMessages {
  /** The session's last messages, in order, at least as many as the batch has (or all). */
  readonly tail: readonly StoredMessage[];
  /** Stored messages with an id of the batch. */
  readonly byId: readonly StoredMessage[];
  /** Further messages that a late batch may repeat, in order. */
  readonly earlier: readonly StoredMessage[];
}

/**
 * Finds the stored row of each incoming message, or undefined for those that are new.
 *
 * 1. A message with an id is the row with that id, wherever that stands.
 * 2. The longest beginning of the batch that equals the end of the session is a repetition: the same
 *    batch sent twice, batches that overlap, a transcript sent again from its start. Equal are the
 *    role, the content, and the time when the incoming message brings one.
 * 3. A message with a time of its own is the row of the same time, role and content, wherever that
 *    stands: an import that starts again.
 *
 * A row that belongs to another turn is not repeated by a turn that has an id: people do say the same
 * thing twice. Unless the batch holds the whole session and goes on with a new question: then it is a
 * transcript.
 */
export function alignMessages(
  incoming: readonly PreparedMessage[],
  known: KnownMessages,
  turnId?: string,
): readonly (StoredMessage | undefined)[] {
  const rowOfId = new Map(known.byId.map((row) => [row.id, row]));
  const overlap = overlapOf(incoming, known.tail, turnId);
  const tail = known.tail.slice(known.tail.length - overlap);
  const taken = new Set(tail.map((row) => row.key));
  const timed = known.earlier.filter((row) => !isOfOtherTurn(row, turnId));
  return incoming.map((message, index) => {
    const { id } = message.incoming;
    const named = id === undefined ? undefined : rowOfId.get(id);
    const row =
      named ??
      tail[index] ??
      timed.find((candidate) => !taken.has(candidate.key) && isSameMoment(message, candidate));
    if (row !== undefined) taken.add(row.key);
    return row;
  });
}

function overlapOf(
  incoming: readonly PreparedMessage[],
  tail: readonly StoredMessage[],
  turnId: string | undefined,
): number {
  for (let length = Math.min(incoming.length, tail.length); length > 0; length -= 1) {
    const start = tail.length - length;
    const isRepeated = everyFrom(tail, start, (row, index) => isSameMessage(incoming[index], row));
    if (!isRepeated) continue;
    if (everyFrom(tail, start, (row) => !isOfOtherTurn(row, turnId))) return length;
    const isTranscript = tail[start]?.position === 0 && incoming[length]?.incoming.role === 'user';
    if (isTranscript) return length;
  }
  return 0;
}

/** `Array.prototype.every` from an index on, without a copy; the test counts from that index. */
function everyFrom(
  rows: readonly StoredMessage[],
  start: number,
  test: (row: StoredMessage, index: number) => boolean,
): boolean {
  for (let index = start; index < rows.length; index += 1) {
    const row = rows[index];
    if (row !== undefined && !test(row, index - start)) return false;
  }
  return true;
}

function isSameMessage(message: PreparedMessage | undefined, row: StoredMessage): boolean {
  if (message === undefined) return false;
  const { id, role, createdAt } = message.incoming;
  if (id !== undefined && row.id !== row.key) return row.id === id;
  return (
    role === row.role &&
    message.contentHash === row.contentHash &&
    (createdAt === undefined || createdAt === row.createdAt)
  );
}

function isSameMoment(message: PreparedMessage, row: StoredMessage): boolean {
  return message.incoming.createdAt !== undefined && isSameMessage(message, row);
}

function isOfOtherTurn(row: StoredMessage, turnId: string | undefined): boolean {
  return turnId !== undefined && row.turnId !== undefined && row.turnId !== turnId;
}
