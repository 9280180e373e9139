import { createHash } from 'node:crypto';

import type { Partition } from '@homarus/memory';

/**
 * The two numbers of an owner's advisory lock. Two owners may share them: then they wait for each
 * other now and then, and nothing else happens.
 */
export function ownerLockOf({ accountId, userId }: Partition): readonly [number, number] {
  const digest = createHash('sha256')
    .update(JSON.stringify([accountId, userId]))
    .digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}

/** The lock of whoever changes the schema; of no owner, as far as chance goes. */
export const schemaLock: readonly [number, number] = [0x68_6f_6d_61, 0x72_75_73_00];
