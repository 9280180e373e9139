/** Agents that were made over the wire. */
export const agentTables = `
create table agent (
  number integer primary key,
  account_id text not null,
  agent_id text not null,
  name text not null,
  emoji text,
  avatar text,
  model text,
  workspace text,
  created_at integer not null,
  updated_at integer not null,
  unique (account_id, agent_id)
);
`;
