export * from './connection/connection-string.ts';
export type * from './database/flavour.ts';
export * from './open-postgres.ts';
