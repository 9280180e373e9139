import { accountTables } from '../schema/row-security.ts';

const tables = [
  ...accountTables,
  'memory_revision',
  'cron_job',
  'cron_run',
  'mirror_file',
  'mirror_cursor',
  'agent',
  'pending_input',
  'erasure',
];

/** Removes every row. */
export const emptyTables = `truncate ${tables.join(', ')} restart identity`;
