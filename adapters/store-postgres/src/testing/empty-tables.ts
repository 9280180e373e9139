import { accountTables } from '../schema/row-security.ts';

/** Removes every row. */
export const emptyTables = `truncate ${[...accountTables, 'memory_revision'].join(', ')} restart identity`;
