/** Archives whose summary a job has to write anew. */
export const provisionalArchives = `
alter table session_archive add column is_provisional integer not null default 0;
`;

/** What sessions keep beside their messages. */
export const conversationTables = `
create table prepared_compaction (
  token text not null primary key,
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text not null,
  from_position integer not null,
  to_position integer not null,
  created_at integer not null,
  expires_at integer not null,
  is_used integer not null
) without rowid;
create index prepared_compaction_expiry on prepared_compaction (account_id, user_id, expires_at);
`;
