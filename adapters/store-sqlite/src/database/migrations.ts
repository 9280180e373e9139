import { agentTables } from './agent-tables.ts';
import { conversationTables, provisionalArchives } from './conversation-tables.ts';
import { adminTables } from './admin-migration.ts';
import { mirrorTables } from './mirror-tables.ts';
import { sessionDirectoryTables } from './session-directory-tables.ts';
import { cronTables } from './cron-tables.ts';
import { deviceTables } from './device-tables.ts';
import { erasureTable } from './erasure-table.ts';
import { pendingInputTable } from './pending-input-table.ts';
import { vectorTables } from './vector-tables.ts';
import { libraryTables, reviewTables } from './library-tables.ts';
import { sharedTables } from './shared-tables.ts';

/** One step of the schema. What has been released is never changed: a change is a new step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const memoryTables = `
create table partition (
  account_id text not null,
  user_id text not null,
  last_seq integer not null,
  messages integer not null,
  memories integer not null,
  primary key (account_id, user_id)
) without rowid;

create table message (
  key text not null primary key,
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text not null,
  position integer not null,
  id text not null,
  role text not null,
  content text not null,
  text text,
  content_hash text not null,
  name text,
  sender_id text,
  turn_id text,
  is_heartbeat integer not null,
  is_echo integer not null,
  created_at integer not null,
  recorded_at integer not null,
  unique (account_id, user_id, agent_id, session_id, position),
  unique (account_id, user_id, agent_id, session_id, id)
);

create table turn (
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text not null,
  turn_id text not null,
  primary key (account_id, user_id, agent_id, session_id, turn_id)
) without rowid;

create table memory (
  id text not null primary key,
  uri text not null,
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  owner_space text not null,
  visible_to text,
  category text not null,
  kind text,
  abstract text not null,
  overview text not null,
  content text not null,
  subject text not null,
  attribute text,
  value text,
  entities text not null,
  tags text not null,
  importance real not null,
  confidence real not null,
  weight real not null,
  ranking real generated always as (importance * weight) virtual,
  provenance text not null,
  source_session_id text,
  source_message_ids text not null,
  quote text,
  said_at integer not null,
  valid_from integer,
  valid_to integer,
  recorded_at integer not null,
  updated_at integer not null,
  superseded_at integer,
  superseded_by text,
  deleted_at integer,
  state text not null,
  access_count integer not null,
  last_accessed_at integer,
  revision integer not null,
  content_hash text not null,
  fingerprint text not null
);
create index memory_recent on memory (account_id, user_id, state, updated_at, id);
create index memory_ranking on memory (account_id, user_id, state, ranking, updated_at, id);
create index memory_attribute on memory (account_id, user_id, subject, attribute);
create index memory_fingerprint on memory (account_id, user_id, fingerprint);
create index memory_content_hash on memory (account_id, user_id, content_hash);
create index memory_uri on memory (account_id, user_id, uri);

create table memory_revision (
  memory_id text not null references memory (id),
  revision integer not null,
  previous text,
  cause text not null,
  reason text,
  created_at integer not null,
  primary key (memory_id, revision)
);

create table tombstone (
  account_id text not null,
  user_id text not null,
  fingerprint text not null,
  content_hash text not null,
  created_at integer not null,
  primary key (account_id, user_id, fingerprint)
) without rowid;

create table search_entry (
  account_id text not null,
  user_id text not null,
  seq integer not null,
  type text not null,
  key text not null,
  agent_id text,
  session_id text,
  position integer,
  category text not null,
  created_at integer not null,
  hidden_at integer,
  source_message_ids text not null,
  terms text not null,
  terms_version integer not null,
  unique (account_id, user_id, seq),
  unique (type, key)
);

create table session_cursor (
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text not null,
  name text not null,
  position integer not null,
  primary key (account_id, user_id, agent_id, session_id, name)
) without rowid;

create table session_archive (
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text not null,
  number integer not null,
  uri text not null,
  from_position integer not null,
  to_position integer not null,
  summary text not null,
  created_at integer not null,
  primary key (account_id, user_id, agent_id, session_id, number)
);

create table job (
  number integer primary key,
  id text not null unique,
  kind text not null,
  account_id text not null,
  user_id text not null,
  agent_id text not null,
  session_id text,
  payload text not null,
  dedupe_key text,
  run_at integer not null,
  state text not null,
  worker_id text,
  lease_until integer,
  attempts integer not null,
  created_at integer not null,
  last_error text
);
create index job_due on job (state, run_at, number);
create index job_dedupe on job (account_id, user_id, dedupe_key, state) where dedupe_key is not null;
`;

const sessionTables = `
create table session (
  account_id text not null,
  session_id text not null,
  key text not null,
  agent_id text not null,
  user_id text not null,
  is_current integer not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (account_id, session_id)
);
create unique index session_current on session (account_id, key) where is_current = 1;

create table session_entry (
  account_id text not null,
  session_id text not null,
  position integer not null,
  run_id text,
  created_at integer not null,
  message text not null,
  is_echo integer not null,
  primary key (account_id, session_id, position),
  foreign key (account_id, session_id) references session (account_id, session_id)
);
create index session_entry_run on session_entry (account_id, run_id) where run_id is not null;

create table run (
  account_id text not null,
  run_id text not null,
  session_id text not null,
  session_key text not null,
  agent_id text not null,
  user_id text not null,
  status text not null,
  started_at integer not null,
  ended_at integer,
  error text,
  is_remembered integer not null,
  is_settled integer generated always as (status <> 'running' and is_remembered) virtual,
  primary key (account_id, run_id),
  foreign key (account_id, session_id) references session (account_id, session_id)
);
create index run_settled on run (account_id, is_settled, started_at);
`;

/** A job of a key is looked for in its session: a person may have thousands with one pending each. */
const jobsBySession = `
drop index job_dedupe;
create index job_dedupe
  on job (account_id, user_id, dedupe_key, state, coalesce(session_id, ''))
  where dedupe_key is not null;
`;

/** Thousands of memories may have one attribute (plans, likes): the newest are read without sorting all. */
const memoriesByAttribute = `
drop index memory_attribute;
create index memory_attribute
  on memory (account_id, user_id, subject, attribute, updated_at, id);
`;

/** All steps, in order; the version of a step is its place, counted from 1. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'memory and sessions', sql: memoryTables + sessionTables },
  { version: 2, name: 'conversations', sql: conversationTables },
  { version: 3, name: 'accounts, keys and audit log', sql: adminTables },
  { version: 4, name: 'library', sql: libraryTables },
  { version: 5, name: 'provisional archives', sql: provisionalArchives },
  { version: 6, name: 'vectors', sql: vectorTables },
  { version: 7, name: 'reviews', sql: reviewTables },
  { version: 8, name: 'pending jobs by session', sql: jobsBySession },
  { version: 9, name: 'session directory', sql: sessionDirectoryTables },
  { version: 10, name: 'several servers', sql: sharedTables },
  { version: 11, name: 'mirror', sql: mirrorTables },
  { version: 12, name: 'devices', sql: deviceTables },
  { version: 13, name: 'agents', sql: agentTables },
  { version: 14, name: 'pending inputs', sql: pendingInputTable },
  { version: 15, name: 'cron', sql: cronTables },
  { version: 16, name: 'memories by attribute', sql: memoriesByAttribute },
  { version: 17, name: 'erasures', sql: erasureTable },
];
