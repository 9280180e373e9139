/** What was acknowledged and waits for its turn. */
export const pendingInputTable = `
create table pending_input (
  number integer primary key autoincrement,
  account_id text not null,
  run_id text not null,
  session_key text not null,
  agent_id text not null,
  user_id text not null,
  input text not null,
  settings text not null,
  accepted_at integer not null,
  server integer not null default 0,
  unique (account_id, run_id)
);
`;
