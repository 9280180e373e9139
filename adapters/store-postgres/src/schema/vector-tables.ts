import { text } from './text-column.ts';

/**
 * Vectors beside their search entries. The triggers keep a promise of the store: a vector goes with its
 * entry, whoever hides or removes it.
 */
export const vectorTables = `
create table vector_space (
  id ${text} not null primary key,
  account_id ${text} not null,
  user_id ${text} not null,
  provider ${text} not null,
  model ${text} not null,
  dimensions bigint not null,
  state ${text} not null,
  cursor bigint not null,
  created_at bigint not null
);
create index vector_space_owner on vector_space (account_id, user_id, created_at, id);

create table vector_index (
  space_id ${text} not null,
  account_id ${text} not null,
  user_id ${text} not null,
  key ${text} not null,
  seq bigint not null,
  text_hash ${text},
  error ${text},
  code bytea,
  vector vector,
  unique (account_id, user_id, key, space_id)
);
create index vector_order on vector_index (space_id, seq);

create function forget_vector() returns trigger language plpgsql as
$body$ begin
  delete from vector_index
  where account_id = old.account_id and user_id = old.user_id and key = old.key;
  return null;
end; $body$;
create trigger vector_entry_hidden after update on search_entry
for each row when (new.hidden_at is not null) execute procedure forget_vector();
create trigger vector_entry_removed after delete on search_entry
for each row execute procedure forget_vector();
`;
