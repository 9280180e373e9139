import type { Flavour } from '../database/flavour.ts';
import { guardedByAccount } from './row-security.ts';
import { text } from './text-column.ts';

const table = `
create table pending_input (
  number bigserial primary key,
  account_id ${text} not null,
  run_id ${text} not null,
  session_key ${text} not null,
  agent_id ${text} not null,
  user_id ${text} not null,
  input ${text} not null,
  settings ${text} not null,
  accepted_at bigint not null,
  server bigint not null default 0,
  unique (account_id, run_id)
);
`;

/** What was acknowledged and waits for its turn, guarded as the other tables are. */
export function pendingInputTable(flavour: Flavour): string {
  return flavour === 'opengauss' ? table : [table, guardedByAccount('pending_input')].join('\n');
}
