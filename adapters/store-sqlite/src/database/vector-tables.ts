/**
 * Vectors beside their search entries. The code stands before the vector in its row, so that reading
 * codes does not touch the pages that the vectors fill. The triggers keep a promise of the store: a
 * vector goes with its entry, whoever hides or removes it.
 */
export const vectorTables = `
create table vector_space (
  id text not null primary key,
  account_id text not null,
  user_id text not null,
  provider text not null,
  model text not null,
  dimensions integer not null,
  state text not null,
  cursor integer not null,
  created_at integer not null
);
create index vector_space_owner on vector_space (account_id, user_id, created_at, id);

create table vector (
  space_id text not null,
  account_id text not null,
  user_id text not null,
  key text not null,
  seq integer not null,
  text_hash text,
  error text,
  code blob,
  vector blob,
  unique (account_id, user_id, key, space_id)
);
create index vector_order on vector (space_id, seq);

create trigger vector_entry_hidden after update on search_entry when new.hidden_at is not null
begin
  delete from vector
  where account_id = new.account_id and user_id = new.user_id and key = new.key;
end;

create trigger vector_entry_removed after delete on search_entry
begin
  delete from vector
  where account_id = old.account_id and user_id = old.user_id and key = old.key;
end;
`;
