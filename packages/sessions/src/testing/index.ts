export * from './memory-session-store.ts';
export * from './session-samples.ts';
export * from './session-store-conformance.ts';
