import type { Scope, StoredVector, VectorSpace } from '@homarus/memory';

import { fromBytes, toBytes } from './words.ts';

export interface VectorSpaceTable {
  readonly id: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly provider: string;
  readonly model: string;
  readonly dimensions: number;
  readonly state: VectorSpace['state'];
  readonly cursor: number;
  readonly created_at: number;
}

/** A vector, or, without one, why its text has none. */
export interface VectorTable {
  readonly space_id: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly key: string;
  readonly seq: number;
  readonly text_hash: string | null;
  readonly error: string | null;
  /** 32-bit integers, little-endian. */
  readonly code: Uint8Array | null;
  /** As the database keeps it: `SqlFragments.vectors`. */
  readonly vector: Uint8Array | null;
}

export function toSpaceRow(scope: Scope, space: VectorSpace): VectorSpaceTable {
  return {
    id: space.id,
    account_id: scope.accountId,
    user_id: scope.userId,
    provider: space.provider,
    model: space.model,
    dimensions: space.dimensions,
    state: space.state,
    cursor: space.cursor,
    created_at: space.createdAt,
  };
}

export function fromSpaceRow(row: VectorSpaceTable): VectorSpace {
  const { id, provider, model, dimensions, state, cursor, created_at: createdAt } = row;
  return { id, provider, model, dimensions, state, cursor, createdAt };
}

/** Beside the space and its owner, and the vector itself, which each database writes in its own way. */
type VectorRow = Omit<VectorTable, 'space_id' | 'account_id' | 'user_id' | 'vector'>;

export function toVectorRow({ key, seq, code, textHash }: StoredVector): VectorRow {
  return {
    key,
    seq,
    text_hash: textHash,
    error: null,
    code: toBytes(new Uint32Array(code.buffer, code.byteOffset, code.length)),
  };
}

export function fromCodeColumn(code: Uint8Array | null): Int32Array {
  return new Int32Array(code === null ? [] : fromBytes(code));
}
