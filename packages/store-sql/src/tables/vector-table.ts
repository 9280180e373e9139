import type { Scope, StoredVector, VectorSpace } from '@homarus/memory';

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
  /** 32-bit floats, little-endian. */
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

type VectorRow = Omit<VectorTable, 'space_id' | 'account_id' | 'user_id'>;

export function toVectorRow({ key, seq, vector, code, textHash }: StoredVector): VectorRow {
  return {
    key,
    seq,
    text_hash: textHash,
    error: null,
    code: toBytes(new Uint32Array(code.buffer, code.byteOffset, code.length)),
    vector: toBytes(new Uint32Array(vector.buffer, vector.byteOffset, vector.length)),
  };
}

/** The columns of a row that is no failure. */
export interface ReadVector {
  readonly key: string;
  readonly seq: number;
  readonly text_hash: string | null;
  readonly code: Uint8Array | null;
  readonly vector: Uint8Array | null;
}

export function fromVectorRow(row: ReadVector): StoredVector {
  return {
    key: row.key,
    seq: row.seq,
    textHash: row.text_hash ?? '',
    code: fromCodeColumn(row.code),
    vector: new Float32Array(wordsOf(row.vector)),
  };
}

export function fromCodeColumn(code: Uint8Array | null): Int32Array {
  return new Int32Array(wordsOf(code));
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Little-endian bytes of 32-bit words. */
function toBytes(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.byteLength);
  if (isLittleEndian) bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  else for (const [index, word] of words.entries()) viewOf(bytes).setUint32(index * 4, word, true);
  return bytes;
}

/** The words' bytes in the order of this machine, aligned. */
function wordsOf(bytes: Uint8Array | null): ArrayBuffer {
  if (bytes === null) return new ArrayBuffer(0);
  const words = new Uint32Array(bytes.byteLength >>> 2);
  if (isLittleEndian) new Uint8Array(words.buffer).set(bytes);
  else
    for (let index = 0; index < words.length; index += 1) {
      words[index] = viewOf(bytes).getUint32(index * 4, true);
    }
  return words.buffer;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
