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
  'cron',
  'device.pair.requested',
  'device.pair.resolved',
] as const;

export type GatewayEvent = (typeof gatewayEvents)[number];
