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
  'sessions.changed',
  'cron',
  'exec.approval.requested',
  'exec.approval.resolved',
  'device.pair.requested',
  'device.pair.resolved',
] as const;

export type GatewayEvent = (typeof gatewayEvents)[number];
