/** When users and accounts were erased. */
export const erasureTable = `
create table erasure (
  account_id text not null,
  user_id text not null,
  erased_at integer not null,
  primary key (account_id, user_id)
) without rowid;
`;
