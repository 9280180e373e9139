import type { Flavour } from '../database/flavour.ts';
import { guardedByAccount } from './row-security.ts';
import { text } from './text-column.ts';

const tables = `
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

/** Agents that were made over the wire, guarded as the other tables are. */
export function agentTables(flavour: Flavour): string {
  return flavour === 'opengauss' ? tables : [tables, guardedByAccount('agent')].join('\n');
}
