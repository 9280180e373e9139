export * from './backoff.ts';
export * from './clock.ts';
export * from './deadline.ts';
export * from './errors.ts';
export * from './event-queue.ts';
export * from './ids.ts';
export * from './log.ts';
export * from './text.ts';
