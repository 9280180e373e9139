import { text } from './text-column.ts';

/** The gateway's log of conversations. */
export const sessionTables = `
create table session (
  account_id ${text} not null,
  session_id ${text} not null,
  key ${text} not null,
  agent_id ${text} not null,
  user_id ${text} not null,
  is_current smallint not null,
  created_at bigint not null,
  updated_at bigint not null,
  kind ${text} not null default 'direct',
  label ${text},
  pinned_at bigint,
  archived_at bigint,
  parent_key ${text},
  settings ${text} not null default '{}',
  messages bigint not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  first_message ${text},
  last_message ${text},
  last_interaction_at bigint,
  last_run_id ${text},
  primary key (account_id, session_id)
);
create index session_key on session (account_id, key, created_at);
create index session_recent on session (account_id, updated_at) where is_current = 1;
create unique index session_current on session (account_id, key) where is_current = 1;

create table session_entry (
  account_id ${text} not null,
  session_id ${text} not null,
  position bigint not null,
  run_id ${text},
  created_at bigint not null,
  message ${text} not null,
  is_echo smallint not null,
  primary key (account_id, session_id, position),
  foreign key (account_id, session_id) references session (account_id, session_id)
);
create index session_entry_run on session_entry (account_id, run_id) where run_id is not null;

create sequence homarus_server;

create table run (
  account_id ${text} not null,
  run_id ${text} not null,
  session_id ${text} not null,
  session_key ${text} not null,
  agent_id ${text} not null,
  user_id ${text} not null,
  status ${text} not null,
  started_at bigint not null,
  ended_at bigint,
  error ${text},
  is_remembered smallint not null,
  server bigint not null default 0,
  provider ${text},
  model ${text},
  input_tokens bigint,
  output_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  rounds bigint,
  tool_calls bigint,
  is_settled smallint generated always as (
    case when status <> 'running' and is_remembered = 1 then 1 else 0 end) stored,
  primary key (account_id, run_id),
  foreign key (account_id, session_id) references session (account_id, session_id)
);
create index run_started on run (account_id, started_at);
create index run_session on run (account_id, session_id);
create index run_settled on run (account_id, is_settled, started_at);
`;
