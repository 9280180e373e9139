export { createGatewayPlugins } from './create-gateway-plugins.ts';
export type { GatewayPluginsDeps } from './create-gateway-plugins.ts';
export type { EngineDeadlines } from './open-engine.ts';
export type { GatewayPlugins, NodeExchange } from './gateway-plugins.ts';
