/** What searches of the past need: since when an entry is known. */
export const libraryTables = `
alter table search_entry add column recorded_at integer not null default 0;
update search_entry set recorded_at = coalesce(
  (select recorded_at from message where type = 'message' and message.key = search_entry.key),
  (select recorded_at from memory where type = 'memory' and memory.id = search_entry.key),
  0
);
`;
