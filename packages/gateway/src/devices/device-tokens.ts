import { createHash, randomBytes } from 'node:crypto';

import type { GatewayScope } from '@homarus/protocol';

import type { DeviceRole, DeviceToken, PairedDevice } from './device-store.ts';

/** Tokens of one role that are good at a time: programs of one device may have got one each. */
const maxTokensPerRole = 5;

/** A token as the device gets it, and as it is kept. */
export interface NewToken {
  readonly token: string;
  readonly kept: DeviceToken;
}

export function createToken(
  role: DeviceRole,
  scopes: readonly GatewayScope[],
  createdAt: number,
): NewToken {
  const token = randomBytes(32).toString('base64url');
  return { token, kept: { role, hash: hashOf(token), scopes, createdAt, lastUsedAt: undefined } };
}

/** The kept token that a device showed. Hashes of random secrets need no slow comparison. */
export function findToken(
  { tokens }: PairedDevice,
  role: DeviceRole,
  token: string,
): DeviceToken | undefined {
  const hash = hashOf(token);
  return tokens.find((kept) => kept.role === role && kept.hash === hash);
}

/** Adds a token; the oldest of its role goes when there are too many. */
export function addToken(
  tokens: readonly DeviceToken[],
  added: DeviceToken,
): readonly DeviceToken[] {
  const ofRole = tokens.filter(({ role }) => role === added.role);
  const dropped = new Set(ofRole.slice(0, Math.max(0, ofRole.length + 1 - maxTokensPerRole)));
  return [...tokens.filter((token) => !dropped.has(token)), added];
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
