import type { SqlFragments } from '@homarus/store-sql';
import { sql } from 'kysely';

export const sqliteFragments: SqlFragments = {
  listOf: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
  elementsOf: (column) => sql`json_each(${sql.ref(column)})`,
  unindexed: (column) => sql`+${sql.ref(column)}`,
  // A transaction that writes has the whole file.
  holdRows: sql``,
  takeRows: sql``,
  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,
};
