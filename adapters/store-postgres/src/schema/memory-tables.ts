import type { Flavour } from '../database/flavour.ts';
import { text } from './text-column.ts';

/** What the memory keeps: messages, memories, their search entries, and the jobs that follow. */
export const memoryTables = `
create table partition (
  account_id ${text} not null,
  user_id ${text} not null,
  last_seq bigint not null,
  messages bigint not null,
  memories bigint not null,
  memory_version bigint not null default 0,
  primary key (account_id, user_id)
);

create table message (
  key ${text} not null primary key,
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text} not null,
  position bigint not null,
  id ${text} not null,
  role ${text} not null,
  content ${text} not null,
  text ${text},
  content_hash ${text} not null,
  name ${text},
  sender_id ${text},
  turn_id ${text},
  is_heartbeat smallint not null,
  is_echo smallint not null,
  created_at bigint not null,
  recorded_at bigint not null,
  unique (account_id, user_id, agent_id, session_id, position),
  unique (account_id, user_id, agent_id, session_id, id)
);

create table turn (
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text} not null,
  turn_id ${text} not null,
  primary key (account_id, user_id, agent_id, session_id, turn_id)
);

create table memory (
  id ${text} not null primary key,
  uri ${text} not null,
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  owner_space ${text} not null,
  visible_to ${text},
  category ${text} not null,
  kind ${text},
  abstract ${text} not null,
  overview ${text} not null,
  content ${text} not null,
  subject ${text} not null,
  attribute ${text},
  value ${text},
  entities ${text} not null,
  tags ${text} not null,
  importance double precision not null,
  confidence double precision not null,
  weight double precision not null,
  ranking double precision generated always as (importance * weight) stored,
  provenance ${text} not null,
  source_session_id ${text},
  source_message_ids ${text} not null,
  quote ${text},
  said_at bigint not null,
  valid_from bigint,
  valid_to bigint,
  recorded_at bigint not null,
  updated_at bigint not null,
  superseded_at bigint,
  superseded_by ${text},
  deleted_at bigint,
  state ${text} not null,
  access_count bigint not null,
  last_accessed_at bigint,
  revision bigint not null,
  content_hash ${text} not null,
  fingerprint ${text} not null
);
create index memory_recent on memory (account_id, user_id, state, updated_at, id);
create index memory_ranking on memory (account_id, user_id, state, ranking, updated_at, id);
create index memory_attribute on memory (account_id, user_id, subject, attribute);
create index memory_fingerprint on memory (account_id, user_id, fingerprint);
create index memory_content_hash on memory (account_id, user_id, content_hash);
create index memory_uri on memory (account_id, user_id, uri);

create table memory_revision (
  memory_id ${text} not null references memory (id),
  revision bigint not null,
  previous ${text},
  cause ${text} not null,
  reason ${text},
  created_at bigint not null,
  primary key (memory_id, revision)
);

create table tombstone (
  account_id ${text} not null,
  user_id ${text} not null,
  fingerprint ${text} not null,
  content_hash ${text} not null,
  created_at bigint not null,
  primary key (account_id, user_id, fingerprint)
);

create table search_entry (
  account_id ${text} not null,
  user_id ${text} not null,
  seq bigint not null,
  type ${text} not null,
  key ${text} not null,
  agent_id ${text},
  session_id ${text},
  position bigint,
  category ${text} not null,
  created_at bigint not null,
  recorded_at bigint not null,
  hidden_at bigint,
  source_message_ids ${text} not null,
  terms ${text} not null,
  terms_version bigint not null,
  unique (type, key)
);

create table session_cursor (
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text} not null,
  name ${text} not null,
  position bigint not null,
  primary key (account_id, user_id, agent_id, session_id, name)
);

create table session_archive (
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text} not null,
  number bigint not null,
  uri ${text} not null,
  from_position bigint not null,
  to_position bigint not null,
  summary ${text} not null,
  created_at bigint not null,
  is_provisional smallint not null default 0,
  primary key (account_id, user_id, agent_id, session_id, number)
);

create table job (
  number bigserial primary key,
  id ${text} not null unique,
  kind ${text} not null,
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text},
  payload ${text} not null,
  dedupe_key ${text},
  run_at bigint not null,
  state ${text} not null,
  worker_id ${text},
  lease_until bigint,
  attempts bigint not null,
  created_at bigint not null,
  last_error ${text}
);
create index job_due on job (state, run_at, number);
create index job_dedupe
  on job (account_id, user_id, dedupe_key, state, coalesce(session_id, ''))
  where dedupe_key is not null;

create table prepared_compaction (
  token ${text} not null primary key,
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  session_id ${text} not null,
  from_position bigint not null,
  to_position bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  is_used smallint not null
);
create index prepared_compaction_expiry on prepared_compaction (account_id, user_id, expires_at);

create table review (
  account_id ${text} not null,
  user_id ${text} not null,
  agent_id ${text} not null,
  finished_at bigint not null,
  report ${text} not null
);
create index review_last on review (account_id, user_id, agent_id, finished_at);
`;

/** The order of an owner's search entries. */
export function searchOrder(flavour: Flavour): string {
  // openGauss does not let an upsert set a column of a unique key. No number is given twice even so:
  // an owner's are given by one transaction at a time.
  const unique = flavour === 'opengauss' ? '' : 'unique';
  return `create ${unique} index search_entry_order on search_entry (account_id, user_id, seq);`;
}

/** Thousands of memories may have one attribute (plans, likes): the newest are read without sorting all. */
export const memoriesByAttribute = `
drop index memory_attribute;
create index memory_attribute
  on memory (account_id, user_id, subject, attribute, updated_at, id);
`;
