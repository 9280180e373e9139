import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { VectorStore } from '@homarus/memory';

import type { PostgresClient, PostgresPool } from '../connection/pool.ts';
import { setReach } from '../database/reach.ts';

/** What pgvector can index: 4-byte floats up to the first length, 2-byte ones up to the second. */
const maxDimensions = 2000;
const maxHalfDimensions = 4000;

/**
 * The statement that makes the index of all vectors of a length, for the cosine distance; undefined
 * for lengths that pgvector cannot index. Vectors of all owners and models of that length share it.
 */
export function nearestIndexOf(dimensions: number): string | undefined {
  if (dimensions > maxHalfDimensions) return undefined;
  const type = dimensions <= maxDimensions ? 'vector' : 'halfvec';
  return `create index if not exists vector_nearest_${dimensions} on vector_index
    using hnsw ((vector::${type}(${dimensions})) ${type}_cosine_ops)
    with (m = 16, ef_construction = 200) where vector_dims(vector) = ${dimensions}`;
}

export interface NearestIndexDeps {
  readonly pool: PostgresPool;
  readonly log: Logger;
}

/**
 * Keeps an HNSW index for the vectors of every space, for other programs: the engine ranks by its own
 * codes. Makes those that are missing now, and one with each space that is opened later. What cannot be
 * indexed is told in the log and stored all the same.
 */
export async function withNearestIndexes(
  vectors: VectorStore,
  deps: NearestIndexDeps,
): Promise<VectorStore> {
  const known = await onConnection(deps, async (client) => {
    const { rows } = await client.query('select distinct dimensions from vector_space');
    return rows.map((row) => (row as { readonly dimensions: number }).dimensions);
  });
  for (const dimensions of known ?? []) await makeIndex(deps, dimensions);
  return {
    ...vectors,
    open: async (scope, space) => {
      const opened = await vectors.open(scope, space);
      await makeIndex(deps, space.dimensions);
      return opened;
    },
  };
}

async function makeIndex(deps: NearestIndexDeps, dimensions: number): Promise<void> {
  const statement = nearestIndexOf(dimensions);
  if (statement === undefined) {
    deps.log.warn('Vectors of this length have no index.', { dimensions, maxHalfDimensions });
    return;
  }
  await onConnection(deps, (client) => client.query(statement));
}

async function onConnection<T>(
  { pool, log }: NearestIndexDeps,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T | undefined> {
  let client: PostgresClient | undefined;
  try {
    client = await pool.connect();
    await setReach(client, 'all', 'postgresql');
    return await work(client);
  } catch (error) {
    log.warn('An index of vectors could not be made.', { error: errorText(error) });
    return undefined;
  } finally {
    client?.release();
  }
}
