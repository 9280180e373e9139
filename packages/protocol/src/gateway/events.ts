/** The events that the gateway sends. */
export const gatewayEvents = [
  'connect.challenge',
  'tick',
  'presence',
  'health',
  'shutdown',
  'chat',
  'agent',
  'session.message',
  'session.tool',
] as const;

export type GatewayEvent = (typeof gatewayEvents)[number];
