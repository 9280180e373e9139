import { setImmediate as nextTick } from 'node:timers/promises';

import { createKeyedQueue } from '../keyed-queue.ts';
import type { Whose } from '../ports/maintenance-store.ts';
import type { StoredCode, VectorSpace, VectorStore } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';
import { dropOwners, personKeyOf } from '../scope-key.ts';
import { codeLength } from './codes.ts';
import type { CodeList } from './codes.ts';

/** The codes of one owner's active space, kept together so that a scan reads them in a row. */
export interface OwnerCodes extends CodeList {
  readonly keys: readonly string[];
  /** Room for one scan's distances; a scan and the choice from it run without a pause between them. */
  readonly distances: Uint16Array;
  /** Some of the vectors, evenly chosen: what a question's nearest ones are compared with. */
  readonly sample: readonly Float32Array[];
}

export interface CodeCacheOptions {
  /** 32-bit words that all owners' codes hold together before the one used longest ago is dropped. Default 2^26: 256 MB. */
  readonly maxWords?: number;
  /** Codes read at a time while they load; other work runs in between. Default 5,000. */
  readonly pageSize?: number;
}

const sampleSize = 64;

/** The codes of the owners that were asked for lately; they follow the store before each search. */
export interface CodeCache {
  /** Every code of the space that was committed before the call. */
  get(scope: Scope, space: VectorSpace): Promise<OwnerCodes>;
  /** Lets go of the codes of an account or user. */
  drop(whose: Whose): void;
}

class GrowingCodes implements OwnerCodes {
  readonly spaceId: string;
  readonly width: number;
  readonly keys: string[] = [];
  codes: Int32Array = new Int32Array(0);
  distances: Uint16Array = new Uint16Array(0);
  sample: readonly Float32Array[] = [];
  /** How many codes there were when the sample was taken. */
  sampledAt = 0;
  lastSeq = 0;
  readonly #numberOf = new Map<string, number>();

  constructor({ id, dimensions }: VectorSpace) {
    this.spaceId = id;
    this.width = codeLength(dimensions);
  }

  get count(): number {
    return this.keys.length;
  }

  put({ key, seq, code }: StoredCode): void {
    this.lastSeq = seq;
    const known = this.#numberOf.get(key);
    const number = known ?? this.keys.length;
    if (known === undefined) {
      this.keys.push(key);
      this.#numberOf.set(key, number);
      this.#makeRoom();
    }
    this.codes.set(code.subarray(0, this.width), number * this.width);
  }

  #makeRoom(): void {
    if (this.keys.length <= this.distances.length) return;
    const room = Math.max(64, Math.ceil(this.keys.length * 1.5));
    const codes = new Int32Array(room * this.width);
    codes.set(this.codes);
    this.codes = codes;
    this.distances = new Uint16Array(room);
  }
}

export function createCodeCache(vectors: VectorStore, options: CodeCacheOptions = {}): CodeCache {
  const { maxWords = 2 ** 26, pageSize = 5_000 } = options;
  /** In order of use, the one used longest ago first. */
  const owners = new Map<string, GrowingCodes>();
  const follows = createKeyedQueue();

  async function follow(scope: Scope, codes: GrowingCodes): Promise<void> {
    for (;;) {
      const query = { spaceId: codes.spaceId, afterSeq: codes.lastSeq, limit: pageSize };
      const page = await vectors.listCodes(scope, query);
      for (const code of page) codes.put(code);
      if (page.length < pageSize) break;
      await nextTick();
    }
    if (codes.count >= 2 * codes.sampledAt && codes.count > 0) await takeSample(scope, codes);
  }

  async function takeSample(scope: Scope, codes: GrowingCodes): Promise<void> {
    const step = Math.max(1, Math.floor(codes.count / sampleSize));
    const keys = codes.keys.filter((_, number) => number % step === 0).slice(0, sampleSize);
    const found = await vectors.find(scope, { spaceId: codes.spaceId, keys });
    codes.sample = found.map(({ vector }) => vector);
    codes.sampledAt = codes.count;
  }

  function evict(): void {
    let total = 0;
    for (const { codes } of owners.values()) total += codes.length;
    for (const [key, { codes }] of owners) {
      if (total <= maxWords || owners.size === 1) return;
      total -= codes.length;
      owners.delete(key);
    }
  }

  return {
    drop: (whose) => dropOwners(owners, whose),
    get(scope, space) {
      const key = personKeyOf(scope);
      return follows.run(key, async () => {
        const known = owners.get(key);
        const codes = known?.spaceId === space.id ? known : new GrowingCodes(space);
        owners.delete(key);
        owners.set(key, codes);
        await follow(scope, codes);
        evict();
        return codes;
      });
    },
  };
}
