import { AppError, languageOf } from '@homarus/base';
import type { Language } from '@homarus/base';

import { isOtherFile } from './mirror/shown.ts';
import type { Partition } from './ports/maintenance-store.ts';
import type { MemoryStore } from './ports/memory-store.ts';
import { memoryStates, stateOf } from './record.ts';
import type { MemoryRecord, MemoryRevision, RevisionCause } from './record.ts';

export const happenings = ['learned', 'changed', 'ended', 'forgotten', 'back'] as const;

/** What became of a memory: `ended` when it no longer holds, `back` when it holds again. */
export type Happening = (typeof happenings)[number];

export interface DayLogEntry {
  /** Unix milliseconds. */
  readonly at: number;
  readonly memoryId: string;
  readonly revision: number;
  readonly what: Happening;
  readonly cause: RevisionCause;
  /** Its words after that; undefined when it is forgotten by now. */
  readonly text: string | undefined;
  /** Of its words. */
  readonly language: Language;
}

export interface DayOfZone {
  /** `2026-05-03`. */
  readonly day: string;
  /** IANA name or offset. */
  readonly timeZone: string;
}

/** What became of a person's memories on one day. */
export interface DayLog extends DayOfZone {
  /** In the order of time. */
  readonly entries: readonly DayLogEntry[];
  /** More became of memories than is told. */
  readonly isCut: boolean;
}

/** A day on which more became of memories (an import) is told of in part. */
const maxMemories = 1_000;

/**
 * What became of the memories that all agents of a person may see, on a day of a time zone. The words
 * of a memory that is forgotten stand in the log of no day. `unsupported` when the store keeps no
 * ledger.
 */
export async function findDayLog(
  store: Pick<MemoryStore, 'findMemories' | 'listRevisions' | 'mirrorLedger'>,
  { accountId, userId }: Partition,
  { day, timeZone }: DayOfZone,
): Promise<DayLog> {
  const ledger = store.mirrorLedger;
  if (ledger === undefined) throw new AppError('unsupported', 'This store keeps no daily log.');
  const scope = { accountId, userId, agentId: '' };
  const span = spanOfDay(day, timeZone);
  const ids = await ledger.listChanged(scope, { ...span, limit: maxMemories + 1 });
  const told = ids.slice(0, maxMemories);
  const query = { ids: told, states: memoryStates, limit: told.length };
  const records = told.length === 0 ? [] : await store.findMemories(scope, query);
  const entries = await Promise.all(
    records.map(async (record) => entriesOf(record, await store.listRevisions(scope, record.id))),
  );
  return {
    day,
    timeZone,
    isCut: ids.length > told.length,
    entries: entries
      .flat()
      .filter(({ at }) => at >= span.from && at < span.to)
      .toSorted(
        (a, b) => a.at - b.at || compare(a.memoryId, b.memoryId) || a.revision - b.revision,
      ),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** `revisions` newest first. */
function entriesOf(
  record: MemoryRecord,
  revisions: readonly MemoryRevision[],
): readonly DayLogEntry[] {
  const language = languageOf(record.content);
  const isGone = stateOf(record) === 'deleted';
  const entries: DayLogEntry[] = [];
  let after = record;
  for (const { revision, previous, cause, createdAt } of revisions) {
    const what = happeningOf(previous, after);
    if (what !== undefined) {
      const text = isGone ? undefined : after.abstract;
      entries.push({ at: createdAt, memoryId: record.id, revision, what, cause, text, language });
    }
    after = previous ?? after;
  }
  return entries;
}

/** Undefined for a change that a person need not read of. */
function happeningOf(before: MemoryRecord | undefined, after: MemoryRecord): Happening | undefined {
  if (before === undefined) return 'learned';
  const [from, to] = [stateOf(before), stateOf(after)];
  if (from === to) return isOtherFile(before, after) ? 'changed' : undefined;
  if (to === 'deleted') return 'forgotten';
  return to === 'superseded' ? 'ended' : 'back';
}

/** The instants between which a day lies. */
function spanOfDay(day: string, timeZone: string): { readonly from: number; readonly to: number } {
  const date = Temporal.PlainDate.from(day);
  const startOf = (start: Temporal.PlainDate): number =>
    start.toZonedDateTime(timeZone).epochMilliseconds;
  return { from: startOf(date), to: startOf(date.add({ days: 1 })) };
}
