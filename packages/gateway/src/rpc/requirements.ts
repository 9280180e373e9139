/** A rule of the wire: a test with its id shows that it holds, docs/gateway-protocol.md lists it. */
export interface Requirement {
  readonly id: string;
  readonly rule: string;
}

/** What a client may rely on, in the order of a connection's life. */
export const requirements = [
  {
    id: 'challenge-first',
    rule: 'The first frame is the event `connect.challenge` with `nonce` and `ts`.',
  },
  {
    id: 'connect-first',
    rule: 'The first request must be `connect`; another one is refused and the connection closed (1008).',
  },
  {
    id: 'one-connect',
    rule: 'Nothing else may be sent before `connect` is answered, and `connect` only once.',
  },
  { id: 'handshake-timeout', rule: 'A client that does not connect in time is closed (1008).' },
  {
    id: 'handshake-size',
    rule: 'Before `connect` was accepted more than 64 KiB are refused (1009), before they are all there.',
  },
  {
    id: 'waiting-limit',
    rule: 'An address may have so many unauthenticated connections; the next is refused with HTTP 429.',
  },
  {
    id: 'loopback-host',
    rule: 'Without a secret an upgrade with a Host that is not a loopback name is refused with HTTP 403.',
  },
  {
    id: 'protocol-range',
    rule: 'The newest common version of 4 and 3 is spoken; without one: `PROTOCOL_MISMATCH` with `expectedProtocol`, closed with 1002.',
  },
  {
    id: 'known-clients',
    rule: 'Client ids and modes are closed lists; another one is refused (`INVALID_CONNECT_PARAMS`, 1008).',
  },
  {
    id: 'origin',
    rule: 'A page of another origin is refused with `CONTROL_UI_ORIGIN_NOT_ALLOWED` unless it is listed.',
  },
  {
    id: 'secret',
    rule: 'A missing or wrong secret is refused with `AUTH_TOKEN_MISSING`, `AUTH_TOKEN_MISMATCH` or the same of the password.',
  },
  {
    id: 'attempts',
    rule: 'An address that fails too often is refused with `AUTH_RATE_LIMITED` and `retryAfterMs`, also with the right secret.',
  },
  {
    id: 'refusal-log',
    rule: 'Refused and broken connections write one line a minute and cause into the log, and then how many more there were.',
  },
  {
    id: 'page-device',
    rule: 'A page with the secret alone is refused with `CONTROL_UI_DEVICE_IDENTITY_REQUIRED` unless a setting allows it.',
  },
  {
    id: 'probe',
    rule: 'An `openclaw-probe` without a device is connected and has no scopes unless a setting allows them.',
  },
  {
    id: 'node-device',
    rule: 'A node without a device is refused with `NOT_PAIRED` and `DEVICE_IDENTITY_REQUIRED`.',
  },
  {
    id: 'scopes-granted',
    rule: 'A connection has the scopes that it asks for; an operator that does not ask has all, one that asks for none has none.',
  },
  {
    id: 'device-signature',
    rule: 'A device signs the payload v3 or v2 with our nonce, at most 120 s ago; anything else is refused with a `DEVICE_AUTH_*` code.',
  },
  {
    id: 'device-local',
    rule: 'A device that knows the secret on this machine is paired at once and gets a token.',
  },
  {
    id: 'device-remote',
    rule: 'A device that comes through a proxy or from elsewhere waits: `NOT_PAIRED`, `PAIRING_REQUIRED` with `requestId`; operators hear `device.pair.requested`.',
  },
  {
    id: 'device-approve',
    rule: 'An approved device connects; operators hear `device.pair.resolved`.',
  },
  {
    id: 'device-token',
    rule: 'A paired device connects with its token alone, for the scopes that it was approved for; more has to be approved.',
  },
  {
    id: 'device-revoke',
    rule: 'After a removal, a rotation or a revocation old tokens are refused and the connections of the device are closed (1008).',
  },
  {
    id: 'device-grants',
    rule: 'Nobody approves or rotates what it may not do itself; the token of another device is only shown to an admin.',
  },
  {
    id: 'hello',
    rule: "`hello-ok` fits OpenClaw's schema and lists only methods and events that exist.",
  },
  {
    id: 'missing-scope',
    rule: 'A call without its scope is refused with `FORBIDDEN`, `MISSING_SCOPE`, `missingScope`.',
  },
  {
    id: 'unknown-method',
    rule: 'An unknown method is refused with `INVALID_REQUEST`; the connection stays.',
  },
  {
    id: 'bad-frame',
    rule: 'A frame that is no request is answered with `INVALID_REQUEST`, on its id when it has one; the connection stays.',
  },
  { id: 'binary', rule: 'A binary frame closes the connection (1003).' },
  { id: 'oversize', rule: 'A frame beyond `maxPayload` closes the connection (1009).' },
  {
    id: 'duplicate-id',
    rule: 'The id of a call that is not answered yet is refused for another call.',
  },
  {
    id: 'pending-calls',
    rule: 'A connection may have so many unanswered calls, and so much in them; more are refused as `UNAVAILABLE`, `TOO_MANY_CALLS`.',
  },
  {
    id: 'call-pace',
    rule: 'Calls start in the order in which they came, and wait while the client does not take in its answers; other connections are answered meanwhile.',
  },
  {
    id: 'idempotency',
    rule: 'A call that may change something, with the `idempotencyKey` of one that runs or has ended well, is not done again and gets the same answers.',
  },
  { id: 'two-answers', rule: 'A method may answer twice on one id: accepted, then the result.' },
  { id: 'seq', rule: '`seq` counts the events of a connection from 1 without gaps.' },
  {
    id: 'audience',
    rule: 'An event reaches only connections that may read it and, for sessions, subscribed.',
  },
  {
    id: 'event-person',
    rule: "What is told of a person's turns and sessions reaches that person's connections and `operator.admin` only.",
  },
  {
    id: 'presence',
    rule: 'Who comes and goes is told by `presence`, with a new `stateVersion`, at most ten times a second.',
  },
  {
    id: 'presence-fields',
    rule: "Others' addresses, device ids, scopes, time zones and machines are told to `operator.admin` only; a caller that may not read sees the gateway and itself.",
  },
  {
    id: 'boot-answers',
    rule: "What OpenClaw's Control UI asks when it starts is answered in the shapes of OpenClaw's schemas; what is not here is answered as empty.",
  },
  {
    id: 'slow-consumer',
    rule: 'A client that reads too slowly first misses events that may be left out, then is closed (1008, `slow consumer`).',
  },
  { id: 'dead-peer', rule: 'A client that does not answer a ping until the next tick is dropped.' },
  {
    id: 'shutdown',
    rule: 'When the gateway stops, clients hear `shutdown` and are closed (1012); new connections are refused with HTTP 503.',
  },
] as const satisfies readonly Requirement[];

export type RequirementId = (typeof requirements)[number]['id'];
