import { throwIfAborted } from '@homarus/base';

import type { MaintenanceTarget } from '../maintenance/maintenance.ts';
import { partitionsOf } from '../maintenance/walk.ts';
import type { MaintenanceStore, Partition } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { TransferPage, TransferQuery, TransferStore } from '../ports/transfer-store.ts';
import type { MemoryRecord } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import { formatName, formatVersion } from './format.ts';

const pageSize = 200;

export interface ExportDeps {
  readonly store: MemoryStore;
  readonly transfer: TransferStore;
  readonly maintenance: MaintenanceStore;
}

export async function* exportLines(
  deps: ExportDeps,
  target: MaintenanceTarget,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  throwIfAborted(signal);
  const { accountId } = target;
  yield JSON.stringify({ type: 'header', format: formatName, version: formatVersion, accountId });
  for await (const partition of partitionsOf(deps.maintenance, target)) {
    for await (const line of partitionLines(deps, partition)) {
      throwIfAborted(signal);
      yield JSON.stringify(line);
    }
  }
  yield JSON.stringify({ type: 'end' });
}

async function* partitionLines(deps: ExportDeps, partition: Partition): AsyncGenerator<object> {
  const { transfer } = deps;
  const sessions = allOf((query) => transfer.listSessions(partition, query));
  for await (const scope of sessions) yield* sessionLines(deps, scope);
  const memories = allOf((query) => transfer.listMemories(partition, query));
  for await (const record of memories) yield memoryLine(deps, record);
  const tombstones = allOf((query) => transfer.listTombstones(partition, query));
  for await (const tombstone of tombstones) {
    yield { type: 'tombstone', accountId: partition.accountId, tombstone };
  }
}

/** The cursors last: an import that was cut off has not moved them past what it lacks. */
async function* sessionLines(deps: ExportDeps, scope: SessionScope): AsyncGenerator<object> {
  const { store, transfer } = deps;
  let fromPosition = 0;
  for (;;) {
    const page = await store.listMessages(scope, { fromPosition, limit: pageSize });
    for (const message of page) yield { type: 'message', message };
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    fromPosition = last.position + 1;
  }
  for (const archive of await transfer.listArchives(scope))
    yield { type: 'archive', scope, archive };
  let after: string | undefined;
  do {
    const page = await transfer.listTurns(scope, pageQuery(after));
    after = page.next;
    const cursors = after === undefined ? (await store.getSessionState(scope)).cursors : {};
    yield { type: 'session', scope, cursors: sorted(cursors), turns: page.items };
  } while (after !== undefined);
}

/** The record as its newest revision row left it, even when it changes meanwhile. */
async function memoryLine({ store }: ExportDeps, record: MemoryRecord): Promise<object> {
  const { accountId, userId, agentId, id } = record;
  const revisions = await store.listRevisions({ accountId, userId, agentId }, id);
  const own = revisions.filter(({ revision }) => revision <= record.revision).toReversed();
  return { type: 'memory', record, revisions: own };
}

async function* allOf<T>(
  list: (query: TransferQuery) => Promise<TransferPage<T>>,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page: TransferPage<T> = await list(pageQuery(after));
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

function pageQuery(after: string | undefined): TransferQuery {
  return { limit: pageSize, ...(after === undefined ? {} : { after }) };
}

function sorted(cursors: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(cursors).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
