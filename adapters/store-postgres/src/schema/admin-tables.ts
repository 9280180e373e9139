import { text } from './text-column.ts';

/** Accounts, their users, agents and keys, and the audit log, which can only be added to. */
export const adminTables = `
create table account (
  account_id ${text} not null primary key,
  name ${text},
  created_at bigint not null,
  disabled_at bigint
);

create table account_member (
  account_id ${text} not null,
  kind ${text} not null,
  id ${text} not null,
  name ${text},
  created_at bigint not null,
  disabled_at bigint,
  primary key (account_id, kind, id)
);

create table api_key (
  number bigserial primary key,
  id ${text} not null unique,
  account_id ${text} not null,
  hash ${text} not null unique,
  prefix ${text} not null,
  role ${text} not null,
  user_id ${text},
  label ${text},
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);
create index api_key_account on api_key (account_id, number);

create table audit_log (
  number bigserial primary key,
  id ${text} not null unique,
  account_id ${text} not null,
  at bigint not null,
  actor ${text} not null,
  action ${text} not null,
  target ${text} not null,
  outcome ${text} not null,
  request_id ${text} not null
);
create index audit_log_account on audit_log (account_id, number);

create function refuse_audit_change() returns trigger language plpgsql as
$body$ begin raise exception 'the audit log is append-only'; end; $body$;
create trigger audit_log_change before update or delete on audit_log
for each row execute procedure refuse_audit_change();
`;
