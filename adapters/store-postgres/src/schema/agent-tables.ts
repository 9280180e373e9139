import { text } from './text-column.ts';

/** Agents that were made over the wire. */
export const agentTables = `
create table agent (
  number bigserial primary key,
  account_id ${text} not null,
  agent_id ${text} not null,
  name ${text} not null,
  emoji ${text},
  avatar ${text},
  model ${text},
  workspace ${text},
  created_at bigint not null,
  updated_at bigint not null,
  unique (account_id, agent_id)
);
`;
