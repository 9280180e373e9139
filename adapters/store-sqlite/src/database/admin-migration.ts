/** Accounts, their users, agents and keys, and the audit log. */
export const adminTables = `
create table account (
  account_id text not null primary key,
  name text,
  created_at integer not null,
  disabled_at integer
) without rowid;

create table account_member (
  account_id text not null,
  kind text not null,
  id text not null,
  name text,
  created_at integer not null,
  disabled_at integer,
  primary key (account_id, kind, id)
) without rowid;

create table api_key (
  number integer primary key,
  id text not null unique,
  account_id text not null,
  hash text not null unique,
  prefix text not null,
  role text not null,
  user_id text,
  label text,
  created_at integer not null,
  last_used_at integer,
  revoked_at integer
);
create index api_key_account on api_key (account_id, number);

create table audit_log (
  number integer primary key autoincrement,
  id text not null unique,
  account_id text not null,
  at integer not null,
  actor text not null,
  action text not null,
  target text not null,
  outcome text not null,
  request_id text not null
);
create index audit_log_account on audit_log (account_id, number);
create trigger audit_log_update before update on audit_log
begin select raise(abort, 'the audit log is append-only'); end;
create trigger audit_log_delete before delete on audit_log
begin select raise(abort, 'the audit log is append-only'); end;
`;
