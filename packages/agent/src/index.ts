export type { ModelMessage } from '@homarus/models';
export * from './define-tool.ts';
export * from './events.ts';
export * from './limits.ts';
export * from './options.ts';
export * from './run-agent.ts';
export * from './tool.ts';
