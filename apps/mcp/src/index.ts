export * from './create-server.ts';
export * from './http/mcp-door.ts';
export * from './serve-stdio.ts';
export type * from './server-deps.ts';
