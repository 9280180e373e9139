export * from './compaction-entry.ts';
export type { SessionsDeps } from './context.ts';
export * from './lanes.ts';
export type { OpenSession } from './open-session.ts';
export type { EntryDraft, FinishRun, OpenedRun } from './run-log.ts';
export * from './session-key.ts';
export * from './session-store.ts';
export * from './sessions.ts';
export * from './window.ts';
