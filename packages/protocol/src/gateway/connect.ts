import * as v from 'valibot';

import { gatewayClientIds, gatewayClientModes } from './clients.ts';

/** Versions of the protocol that the gateway speaks, the newest first. */
export const protocolVersions = [4, 3] as const;

/** The newest version of a client's range that the gateway speaks; undefined when there is none. */
export function chooseProtocol(range: {
  readonly minProtocol: number;
  readonly maxProtocol: number;
}): number | undefined {
  return protocolVersions.find(
    (version) => range.minProtocol <= version && version <= range.maxProtocol,
  );
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const word = v.pipe(text, v.regex(/^[\w.:-]+$/u, 'letters, digits and . : - _'));
const words = v.pipe(v.array(word), v.maxLength(256));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const secret = v.pipe(v.string(), v.maxLength(8192));

export const ConnectClient = v.object({
  id: v.picklist(gatewayClientIds),
  displayName: v.optional(text),
  version: text,
  platform: text,
  deviceFamily: v.optional(text),
  modelIdentifier: v.optional(text),
  timeZone: v.optional(text),
  mode: v.picklist(gatewayClientModes),
  instanceId: v.optional(text),
});

export type ConnectClient = v.InferOutput<typeof ConnectClient>;

/** Which device a client runs on, proven with its key. */
export const ConnectDevice = v.object({
  /** Hex SHA-256 of the raw public key. */
  id: text,
  /** The 32 bytes of an Ed25519 key, base64url. */
  publicKey: text,
  /** Of the text that {@link devicePayload} makes, base64url. */
  signature: text,
  /** Unix milliseconds. */
  signedAt: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** That of `connect.challenge`. */
  nonce: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});

export type ConnectDevice = v.InferOutput<typeof ConnectDevice>;

/** Parameters of `connect`, the first call of every connection. */
export const ConnectParams = v.object({
  minProtocol: version,
  maxProtocol: version,
  client: ConnectClient,
  role: v.optional(v.picklist(['operator', 'node']), 'operator'),
  /** What the connection wants to do; default: everything that its role may. */
  scopes: v.optional(words),
  caps: v.optional(words, []),
  commands: v.optional(words, []),
  device: v.optional(ConnectDevice),
  auth: v.optional(
    v.object({
      token: v.optional(secret),
      password: v.optional(secret),
      deviceToken: v.optional(secret),
    }),
    {},
  ),
});

export type ConnectParams = v.InferOutput<typeof ConnectParams>;
