export type * from './api.ts';
export type * from './compaction-provider.ts';
export type * from './context-engine.ts';
export type * from './embedding-provider.ts';
export type * from './hooks.ts';
export type * from './message.ts';
export type * from './registrations.ts';
export type * from './tool.ts';
