/** Every table of the first schema whose rows are an account's. */
export const accountTables = [
  'partition',
  'message',
  'turn',
  'memory',
  'tombstone',
  'search_entry',
  'session_cursor',
  'session_archive',
  'job',
  'prepared_compaction',
  'review',
  'session',
  'session_entry',
  'run',
  'paired_device',
  'pairing_request',
  'account',
  'account_member',
  'api_key',
  'audit_log',
  'vector_space',
  'vector_index',
] as const;

const isAll = `current_setting('homarus.all_accounts', true) = 'on'`;
const isOwn = `account_id = current_setting('homarus.account_id', true)`;

/**
 * Row-level security, for the owner of the tables too: a connection reaches the rows of the account
 * that it named, or all once it said so, and none before it said either. A superuser and a role with
 * `bypassrls` reach all rows whatever they say.
 */
export const rowSecurity = [
  ...accountTables.map((table) => guardedByAccount(table)),
  // A revision is its memory's: it is there for whoever reaches that.
  guarded(
    'memory_revision',
    `exists (select 1 from memory where memory.id = memory_revision.memory_id) or ${isAll}`,
  ),
].join('\n');

/** A table whose rows are an account's, and that came after the first ones. */
export function guardedByAccount(table: string): string {
  return guarded(table, `${isOwn} or ${isAll}`);
}

function guarded(table: string, condition: string): string {
  return `alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy homarus_account on ${table} using (${condition}) with check (${condition});`;
}
