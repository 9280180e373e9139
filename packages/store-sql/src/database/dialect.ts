import type { DialectAdapter, RawBuilder, SqlBool } from 'kysely';

import type { Db } from '../tables/schema.ts';

/**
 * What databases write differently. Everything else in this package is SQL that all of them read;
 * a store never asks which database it is on.
 */
export interface SqlFragments {
  /** The values as a list for `in`: one parameter, so that lists of any length share one statement. */
  listOf(values: readonly string[]): RawBuilder<string>;
  /** The strings of a JSON column, as a table with the column `value`, for `from`. */
  elementsOf(column: string): RawBuilder<unknown>;
  /** The column for a comparison for which the planner must not use an index. */
  unindexed(column: string): RawBuilder<unknown>;
  /** At the end of a select: the rows stay as they are until this transaction's end. */
  readonly holdRows: RawBuilder<unknown>;
  /** Likewise; rows that another transaction holds are passed over. */
  readonly takeRows: RawBuilder<unknown>;
  readonly vectors: VectorColumn;
  /** Whether a text has the part in it, by code points. */
  contains(text: RawBuilder<unknown>, part: string): RawBuilder<SqlBool>;
}

/** How a database keeps a vector in its column. */
export interface VectorColumn {
  toColumn(vector: Float32Array): RawBuilder<Uint8Array>;
  /** The column `vector`, as {@link fromColumn} reads it. */
  readonly select: RawBuilder<Uint8Array | null>;
  fromColumn(bytes: Uint8Array): Float32Array;
}

/** Kysely's capabilities of a database, with ours. */
export interface SqlAdapter extends DialectAdapter {
  readonly fragments: SqlFragments;
}

/** The fragments of the database that the connection is to; its dialect's adapter has them. */
export function fragmentsOf(db: Db): SqlFragments {
  const { adapter } = db.getExecutor();
  if (!hasFragments(adapter)) throw new Error('The dialect of this database has no fragments.');
  return adapter.fragments;
}

function hasFragments(adapter: DialectAdapter): adapter is SqlAdapter {
  return 'fragments' in adapter;
}
