import type { Flavour } from '../database/flavour.ts';
import { guardedByAccount } from './row-security.ts';
import { text } from './text-column.ts';

const tables = `
create table mirror_file (
  path ${text} not null primary key,
  folder ${text} not null,
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  memory_id ${text} not null,
  hash ${text} not null,
  stamp ${text} not null
);
create index mirror_file_folder on mirror_file (folder, path);
create index mirror_file_memory on mirror_file (memory_id);

create table mirror_cursor (
  account_id ${text} not null,
  user_id ${text} not null,
  seq bigint not null,
  primary key (account_id, user_id)
);

create index memory_revision_created on memory_revision (created_at);
`;

/** What the mirror wrote, guarded as the other tables are, and the days on which memories changed. */
export function mirrorTables(flavour: Flavour): string {
  if (flavour === 'opengauss') return tables;
  return [tables, guardedByAccount('mirror_file'), guardedByAccount('mirror_cursor')].join('\n');
}
