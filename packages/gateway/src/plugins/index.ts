export { createGatewayPlugins } from './create-gateway-plugins.ts';
export type { GatewayPluginsDeps } from './create-gateway-plugins.ts';
export { createPluginEmbeddings } from './plugin-embeddings.ts';
export type { PluginEmbeddingChoice, PluginEmbeddings } from './plugin-embeddings.ts';
export type { EngineDeadlines } from './open-engine.ts';
export type { GatewayPlugins, NodeExchange } from './gateway-plugins.ts';
