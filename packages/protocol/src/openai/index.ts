export * from './chat-request.ts';
export * from './chat-response.ts';
export * from './models.ts';
export * from './responses-request.ts';
export * from './responses-response.ts';
export { type HomarusExtra, type RecalledItem } from './shared.ts';
export * from './embeddings.ts';
