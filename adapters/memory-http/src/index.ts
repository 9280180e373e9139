export * from './http-memory.ts';
