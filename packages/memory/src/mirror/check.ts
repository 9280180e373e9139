import { throwIfAborted } from '@homarus/base';

import type { Partition } from '../ports/maintenance-store.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { revisionsOf, targetOf } from './show-memory.ts';
import { hashOf } from './shown.ts';

/** How far the files of memories say what is known. */
export interface MirrorCheck {
  /** Memories that hold. */
  readonly memories: number;
  /** Of these, whose file says what is known now. */
  readonly shown: number;
  /** Whose file is not written yet, or older. */
  readonly pending: number;
  /** Whose file somebody changed. */
  readonly edited: number;
  /** Whose file is gone. */
  readonly missing: number;
}

const pageSize = 500;

/** Compares every memory of a partition, byte by byte, with its file. */
export async function check(
  deps: MirrorDeps,
  partition: Partition,
  signal: AbortSignal | undefined,
): Promise<MirrorCheck> {
  const counts = { memories: 0, shown: 0, pending: 0, edited: 0, missing: 0 };
  let after: string | undefined;
  do {
    throwIfAborted(signal);
    const page = await deps.store.transfer?.listMemories(partition, {
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    for (const record of page?.items ?? []) {
      if (stateOf(record) !== 'live') continue;
      counts.memories += 1;
      counts[await stateOfFile(deps, record)] += 1;
    }
    after = page?.next;
  } while (after !== undefined);
  return counts;
}

async function stateOfFile(
  deps: MirrorDeps,
  record: MemoryRecord,
): Promise<'shown' | 'pending' | 'edited' | 'missing'> {
  const [row] = await deps.ledger.findMemoryFiles(record, [record.id]);
  if (row === undefined) return 'pending';
  const target = await targetOf(deps, record, await revisionsOf(deps, record));
  const found = await deps.files.read(row.path);
  if (found === undefined) return 'missing';
  if (found.text === target.text && row.path === target.path) return 'shown';
  const isOurs = found.text !== undefined && hashOf(found.text) === row.hash;
  return isOurs ? 'pending' : 'edited';
}

export function addChecks(a: MirrorCheck, b: MirrorCheck): MirrorCheck {
  return {
    memories: a.memories + b.memories,
    shown: a.shown + b.shown,
    pending: a.pending + b.pending,
    edited: a.edited + b.edited,
    missing: a.missing + b.missing,
  };
}

export const nothingChecked: MirrorCheck = {
  memories: 0,
  shown: 0,
  pending: 0,
  edited: 0,
  missing: 0,
};
