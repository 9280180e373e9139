/** What several databases and several processes need; the names are those of every database. */
export const sharedTables = `
alter table vector rename to vector_index;
alter table partition add column memory_version integer not null default 0;
alter table run add column server integer not null default 0;
`;
