export * from './database/dialect.ts';
export * from './database/log-schema-update.ts';
export * from './database/sql-database.ts';
export * from './sql-stores.ts';
export type * from './tables/schema.ts';
export * from './tables/words.ts';
