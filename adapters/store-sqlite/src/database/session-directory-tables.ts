/** What is known of a session beside its log, what it counts, and what runs cost. */
export const sessionDirectoryTables = `
alter table session add column kind text not null default 'direct';
alter table session add column label text;
alter table session add column pinned_at integer;
alter table session add column archived_at integer;
alter table session add column parent_key text;
alter table session add column settings text not null default '{}';
alter table session add column messages integer not null default 0;
alter table session add column input_tokens integer not null default 0;
alter table session add column output_tokens integer not null default 0;
alter table session add column first_message text;
alter table session add column last_message text;
alter table session add column last_interaction_at integer;
alter table session add column last_run_id text;
update session set
  kind = case
    when key = 'agent:' || agent_id || ':main' then 'main'
    when key like 'agent:%:cron:%' then 'cron'
    when key like 'agent:%:%:group:%' then 'group'
    else 'direct'
  end,
  messages = (
    select count(*) from session_entry as entry
    where entry.account_id = session.account_id and entry.session_id = session.session_id
      and json_extract(entry.message, '$.role') in ('user', 'assistant')
  ),
  last_run_id = (
    select run_id from run
    where run.account_id = session.account_id and run.session_id = session.session_id
    order by started_at desc limit 1
  );
create index session_key on session (account_id, key, created_at);
create index session_recent on session (account_id, updated_at) where is_current = 1;

alter table run add column provider text;
alter table run add column model text;
alter table run add column input_tokens integer;
alter table run add column output_tokens integer;
alter table run add column cache_read_tokens integer;
alter table run add column cache_write_tokens integer;
alter table run add column rounds integer;
alter table run add column tool_calls integer;
create index run_started on run (account_id, started_at);
create index run_session on run (account_id, session_id);
`;
