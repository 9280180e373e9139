export * from './manual-clock.ts';
export * from './recording-logger.ts';
export * from './sequential-ids.ts';
export * from './conformance.ts';
