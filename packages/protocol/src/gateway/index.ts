export * from './chat.ts';
export * from './scopes.ts';
