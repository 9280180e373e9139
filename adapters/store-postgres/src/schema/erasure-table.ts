import type { Flavour } from '../database/flavour.ts';
import { guardedByAccount } from './row-security.ts';
import { text } from './text-column.ts';

const table = `
create table erasure (
  account_id ${text} not null,
  user_id ${text} not null,
  erased_at bigint not null,
  primary key (account_id, user_id)
);
`;

/** When users and accounts were erased, guarded as the other tables are. */
export function erasureTable(flavour: Flavour): string {
  return flavour === 'opengauss' ? table : [table, guardedByAccount('erasure')].join('\n');
}
