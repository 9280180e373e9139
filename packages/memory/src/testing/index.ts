export * from './conversation-store-conformance.ts';
export * from './job-store-conformance.ts';
export * from './memory-memory-store.ts';
export * from './memory-store-conformance.ts';
export * from './samples.ts';
export * from './properties/memory-properties.ts';
