import { fromBytes, toBytes } from '@homarus/store-sql';
import type { SqlFragments } from '@homarus/store-sql';
import { sql } from 'kysely';

export const sqliteFragments: SqlFragments = {
  listOf: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
  elementsOf: (column) => sql`json_each(${sql.ref(column)})`,
  unindexed: (column) => sql`+${sql.ref(column)}`,
  // A transaction that writes has the whole file.
  holdRows: sql``,
  takeRows: sql``,
  vectors: {
    toColumn: ({ buffer, byteOffset, length }) =>
      sql`${toBytes(new Uint32Array(buffer, byteOffset, length))}`,
    select: sql`vector`,
    fromColumn: (bytes) => new Float32Array(fromBytes(bytes)),
  },
  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,
};
