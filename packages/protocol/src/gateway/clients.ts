/** The programs that may connect; any other name is refused. */
export const gatewayClientIds = [
  'webchat-ui',
  'openclaw-control-ui',
  'openclaw-browser-copilot',
  'openclaw-tui',
  'webchat',
  'cli',
  'gateway-client',
  'openclaw-macos',
  'openclaw-linux',
  'openclaw-ios',
  'openclaw-watchos',
  'openclaw-android',
  'node-host',
  'openclaw-worker',
  'test',
  'fingerprint',
  'openclaw-probe',
] as const;

export type GatewayClientId = (typeof gatewayClientIds)[number];

/** What a client is for, whatever program it is. */
export const gatewayClientModes = [
  'webchat',
  'cli',
  'ui',
  'backend',
  'node',
  'worker',
  'probe',
  'test',
] as const;

export type GatewayClientMode = (typeof gatewayClientModes)[number];

/** Clients that are pages: they have to prove which browser they run in. */
const pageIds: ReadonlySet<GatewayClientId> = new Set([
  'openclaw-control-ui',
  'webchat-ui',
  'webchat',
]);

export function isPageClient(id: GatewayClientId): boolean {
  return pageIds.has(id);
}
