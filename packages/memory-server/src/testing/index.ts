export * from './admin-store-conformance.ts';
export * from './listen.ts';
export * from './memory-admin-store.ts';
