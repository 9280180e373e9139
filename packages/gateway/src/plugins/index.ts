export { createGatewayPlugins } from './create-gateway-plugins.ts';
export type { GatewayPluginsDeps } from './create-gateway-plugins.ts';
export type { EngineDeadlines } from './engine-turns.ts';
export type { GatewayPlugins, NodeExchange } from './gateway-plugins.ts';
