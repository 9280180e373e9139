import { dayIn, throwIfAborted } from '@homarus/base';

import { findDayLog } from '../day-log.ts';
import type { Partition } from '../ports/maintenance-store.ts';
import type { MirroredFile } from '../ports/mirror-ledger.ts';
import { buildProfile } from '../profile/profile.ts';
import { memoryStates } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { partitionScope } from './mirror-deps.ts';
import { overwrite } from './overwrite.ts';
import { isOwnPage, renderArchive, renderLog, renderProfile } from './pages.ts';
import { archivePath, logPath, memoryPath, profilePath } from './paths.ts';
import { joined, revisionsOf, showMemory } from './show-memory.ts';
import type { LedgerPart } from './show-memory.ts';
import { hashOf } from './shown.ts';
import { takeIn } from './take-in.ts';
import type { PersonsFile } from './take-in.ts';

const pageSize = 200;
const maxArchives = 1_000;

export interface PublishOptions {
  readonly signal?: AbortSignal | undefined;
  /** Stops between two pages after so long. Default: never. */
  readonly sliceMs?: number;
}

/**
 * Shows what changed in a partition since its cursor, over all agents: files of memories, the profile
 * and the logs of the days on which something became of them. Resolves to whether nothing is left. To
 * repeat it, and to die in it, does no harm: the cursor moves last.
 */
export async function publish(
  deps: MirrorDeps,
  partition: Partition,
  { signal, sliceMs = Infinity }: PublishOptions,
): Promise<boolean> {
  const startedAt = deps.clock.now();
  const scope = partitionScope(partition);
  const days = new Set<string>();
  let cursor = await deps.ledger.getCursor(partition);
  let isDone = false;
  let isAboutPerson = false;
  while (!isDone && deps.clock.now() - startedAt < sliceMs) {
    throwIfAborted(signal);
    const entries = await deps.store.listSearchEntries(scope, {
      afterSeq: cursor,
      limit: pageSize,
    });
    const memories = entries.filter(({ type }) => type === 'memory');
    const records = await findRecords(deps, partition, memories);
    const part = await showAll(deps, partition, records);
    if (part.files.length + part.removed.length > 0) {
      await deps.ledger.note(part);
    }
    for (const record of records.filter(isOfPerson)) {
      isAboutPerson = true;
      for (const day of await daysOf(deps, record)) days.add(day);
    }
    cursor = entries.at(-1)?.seq ?? cursor;
    isDone = entries.length < pageSize;
  }
  for (const day of days) await publishLog(deps, partition, day);
  if (isAboutPerson) await publishProfile(deps, partition);
  await deps.ledger.note({ files: [], removed: [], cursor: { partition, seq: cursor } });
  return isDone;
}

function isOfPerson({ ownerSpace }: MemoryRecord): boolean {
  return ownerSpace.startsWith('user:');
}

async function findRecords(
  { store }: MirrorDeps,
  partition: Partition,
  entries: readonly { readonly key: string; readonly agentId: string | undefined }[],
): Promise<readonly MemoryRecord[]> {
  const byAgent = Map.groupBy(entries, ({ agentId }) => agentId ?? '');
  const found = await Promise.all(
    Array.from(byAgent, ([agentId, group]) =>
      store.findMemories(
        { ...partition, agentId },
        { ids: group.map(({ key }) => key), states: memoryStates, limit: group.length },
      ),
    ),
  );
  return found.flat();
}

async function showAll(
  deps: MirrorDeps,
  partition: Partition,
  records: readonly MemoryRecord[],
): Promise<LedgerPart> {
  const rows = await deps.ledger.findMemoryFiles(
    partition,
    records.map(({ id }) => id),
  );
  const known = new Map(rows.map((row) => [row.memoryId, row]));
  const parts: LedgerPart[] = [];
  for (const record of records) parts.push(await refresh(deps, record, known.get(record.id)));
  return joined(parts);
}

/** An edit that is met on the way is taken in first: nothing that a person wrote is written over. */
export async function refresh(
  deps: MirrorDeps,
  record: MemoryRecord,
  known: MirroredFile | undefined,
): Promise<LedgerPart> {
  const persons = await readPersonsFile(deps, known?.path ?? memoryPath(record), known);
  return persons === undefined ? showMemory(deps, record, { known }) : takeIn(deps, persons);
}

/** What is at a path, when it is not what the mirror wrote there. */
async function readPersonsFile(
  { files }: MirrorDeps,
  path: string,
  known: MirroredFile | undefined,
): Promise<PersonsFile | undefined> {
  const stamp = await files.stampOf(path);
  if (stamp === undefined || stamp === known?.stamp) return undefined;
  const found = await files.read(path);
  if (found?.text === undefined || hashOf(found.text) === known?.hash) return undefined;
  return { path, text: found.text, stamp: found.stamp };
}

/** The days on whose logs the memory stands. */
async function daysOf(deps: MirrorDeps, record: MemoryRecord): Promise<readonly string[]> {
  const revisions = await revisionsOf(deps, record);
  const instants = [record.recordedAt, ...revisions.map(({ createdAt }) => createdAt)];
  return instants.map((at) => dayIn(at, deps.timeZone));
}

async function publishLog(deps: MirrorDeps, partition: Partition, day: string): Promise<void> {
  const log = await findDayLog(deps.store, partition, { day, timeZone: deps.timeZone });
  if (log.entries.length === 0) return;
  await overwrite(deps, { path: logPath(partition, day), text: renderLog(log) }, isOwnPage);
}

export async function publishProfile(deps: MirrorDeps, partition: Partition): Promise<void> {
  const text = renderProfile(await buildProfile(deps.store, partitionScope(partition)));
  await overwrite(deps, { path: profilePath(partition), text }, isOwnPage);
}

/** Shows the archives of a session. */
export async function publishArchives(deps: MirrorDeps, scope: SessionScope): Promise<void> {
  for (const archive of await deps.store.listArchives(scope, { limit: maxArchives })) {
    const text = renderArchive(scope, archive);
    await overwrite(deps, { path: archivePath(scope, archive.number), text }, isOwnPage);
  }
}
