/** What the mirror wrote, and the days on which memories changed. */
export const mirrorTables = `
create table mirror_file (
  path text not null primary key,
  folder text not null,
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  memory_id text not null,
  hash text not null,
  stamp text not null
) without rowid;
create index mirror_file_folder on mirror_file (folder, path);
create index mirror_file_memory on mirror_file (memory_id);

create table mirror_cursor (
  account_id text not null,
  user_id text not null,
  seq integer not null,
  primary key (account_id, user_id)
) without rowid;

create index memory_revision_created on memory_revision (created_at);
`;
