export type { OpenaiEndpoint } from './endpoint.ts';
export { openaiEmbeddingModel } from './openai-embedding-model.ts';
export type { OpenaiEmbeddingEndpoint } from './openai-embedding-model.ts';
export { openaiModel } from './openai-model.ts';
