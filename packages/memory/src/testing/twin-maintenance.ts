import type {
  CheckStep,
  MaintenanceStore,
  Partition,
  StoreProblem,
  TermsOf,
} from '../ports/maintenance-store.ts';
import { memoryEntry, messageEntry } from '../ports/memory-change.ts';
import type { NewSearchEntry } from '../ports/memory-change.ts';
import { dropOwners } from '../scope-key.ts';
import type { TwinLedger } from './twin-ledger.ts';
import type { TwinJobs } from './twin-jobs.ts';
import type { TwinReviews } from './twin-reviews.ts';
import type { TwinPartition, TwinState } from './twin-state.ts';

type EntryName = Pick<StoreProblem, 'type' | 'key'>;

/** The care of the twin's rows. They live in maps that only commits change, so little can be wrong. */
export function createTwinMaintenance(
  state: TwinState,
  {
    jobs,
    reviews,
    ledger,
  }: { readonly jobs: TwinJobs; readonly reviews: TwinReviews; readonly ledger: TwinLedger },
): MaintenanceStore {
  const erasures = new Map<string, number>();
  const rowsOf = (partition: Partition): TwinPartition =>
    state.partition({ ...partition, agentId: '' });
  return {
    listPartitions: async ({ accountId, userId, after, limit }) =>
      [...state.partitions.keys()]
        .map((key) => JSON.parse(key) as [string, string])
        .map(([account, user]) => ({ accountId: account, userId: user }))
        .filter(
          (found) =>
            (accountId ?? found.accountId) === found.accountId &&
            (userId ?? found.userId) === found.userId &&
            (after === undefined || compare(found, after) > 0),
        )
        .toSorted(compare)
        .slice(0, limit),
    check: async (partition, step) => ({
      checked: step.walk === 'entries' ? rowsOf(partition).entries.size : 0,
      problems: step.walk === 'messages' ? [] : problemsOf(rowsOf(partition), step),
    }),
    checkFile: async () => ({ damage: [], lostRevisions: 0 }),
    remakeEntries: async (partition, problems, termsOf) =>
      remake(rowsOf(partition), problems, termsOf),
    removeEntries: async () => 0,
    removeLostRevisions: async () => 0,
    noteErasure: async ({ accountId, userId }, at) => {
      erasures.set(erasureKey(accountId, userId), at);
    },
    getErasedAt: async ({ accountId, userId }) => {
      const at = [erasureKey(accountId), erasureKey(accountId, userId)].map(
        (key) => erasures.get(key) ?? -Infinity,
      );
      const last = Math.max(...at);
      return last === -Infinity ? undefined : last;
    },
    erase: async (whose) => {
      dropOwners(reviews, whose);
      return state.erase(whose) + jobs.erase(whose) + ledger.erase(whose);
    },
    ...jobs.desk,
  };
}

function erasureKey(accountId: string, userId?: string): string {
  return JSON.stringify([accountId, userId]);
}

function compare(a: Partition, b: Partition): number {
  const [left, right] = [a, b].map(({ accountId, userId }) => `${accountId}\u0000${userId}`);
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
}

function problemsOf(rows: TwinPartition, step: CheckStep): readonly StoreProblem[] {
  if (step.walk === 'entries') {
    return [...rows.entries.values()]
      .filter(({ termsVersion }) => termsVersion < step.termsVersion)
      .map(({ type, key }) => ({ kind: 'stale_terms', type, key }));
  }
  const ids = (agentId: string, sessionId: string): ReadonlySet<string> =>
    new Set(
      rows.sessions.get(JSON.stringify([agentId, sessionId]))?.messages.map(({ id }) => id) ?? [],
    );
  return [...rows.memories.values()]
    .filter(({ agentId, source }) => {
      const { sessionId, messageIds } = source;
      if (sessionId === undefined) return false;
      const known = ids(agentId, sessionId);
      return messageIds.some((id) => !known.has(id));
    })
    .map(({ id }) => ({ kind: 'orphaned_source', type: 'memory', key: id }));
}

function remake(rows: TwinPartition, problems: readonly EntryName[], termsOf: TermsOf): number {
  const entries = problems.flatMap(({ type, key }): readonly NewSearchEntry[] => {
    if (type === 'message') {
      const message = rows.messages.get(key);
      return message === undefined
        ? []
        : [messageEntry({ message, search: termsOf.message(message) })];
    }
    const record = rows.memories.get(key);
    return record === undefined ? [] : [memoryEntry({ record, search: termsOf.memory(record) })];
  });
  for (const entry of entries) {
    const place = `${entry.type}:${entry.key}`;
    rows.lastSeq += 1;
    rows.entries.delete(place);
    rows.entries.set(place, { ...entry, seq: rows.lastSeq });
  }
  return entries.length;
}
