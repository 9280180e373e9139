export type { ModelMessage } from '@homarus/models';
export * from './events.ts';
export * from './tool.ts';
