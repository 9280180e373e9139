import { createHash, createPublicKey, verify } from 'node:crypto';

import { AppError } from '@homarus/base';
import { devicePayload } from '@homarus/protocol';
import type { ConnectDetailCode, ConnectParams } from '@homarus/protocol';

/** How far the clock of a device may be from ours. */
const maxSkewMs = 120_000;

/**
 * Checks that the client holds the key of the device that it names, and signed our nonce just now.
 * Throws `invalid_request` with a `DEVICE_AUTH_*` detail code.
 */
export function checkDeviceIdentity(
  params: ConnectParams & { readonly device: NonNullable<ConnectParams['device']> },
  { nonce, now }: { readonly nonce: string; readonly now: number },
): void {
  const { device } = params;
  const raw = Buffer.from(device.publicKey, 'base64url');
  if (raw.length !== 32) throw refused('PUBLIC_KEY_INVALID', 'device public key invalid');
  if (createHash('sha256').update(raw).digest('hex') !== device.id) {
    throw refused('DEVICE_ID_MISMATCH', 'device identity mismatch');
  }
  if (Math.abs(now - device.signedAt) > maxSkewMs) {
    throw refused('SIGNATURE_EXPIRED', 'device signature expired');
  }
  if (device.nonce === undefined || device.nonce === '') {
    throw refused('NONCE_REQUIRED', 'device nonce required');
  }
  if (device.nonce !== nonce) throw refused('NONCE_MISMATCH', 'device nonce mismatch');
  if (!isSigned(params, raw, nonce)) throw refused('SIGNATURE_INVALID', 'device signature invalid');
}

function isSigned(
  { client, device, role, scopes = [], auth }: Parameters<typeof checkDeviceIdentity>[0],
  rawKey: Buffer,
  nonce: string,
): boolean {
  const payload = {
    deviceId: device.id,
    clientId: client.id,
    clientMode: client.mode,
    role,
    scopes,
    signedAtMs: device.signedAt,
    token: auth.token ?? auth.deviceToken,
    nonce,
    platform: client.platform,
    deviceFamily: client.deviceFamily,
  };
  const signature = Buffer.from(device.signature, 'base64url');
  const key = createPublicKey({ key: toSpki(rawKey), format: 'der', type: 'spki' });
  return (['v3', 'v2'] as const).some((version) =>
    verify(null, Buffer.from(devicePayload(version, payload)), key, signature),
  );
}

/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function toSpki(rawKey: Buffer): Buffer {
  return Buffer.concat([spkiPrefix, rawKey]);
}

function refused(
  reason: ConnectDetailCode extends infer C
    ? C extends `DEVICE_AUTH_${infer R}`
      ? R
      : never
    : never,
  message: string,
): AppError {
  return new AppError('invalid_request', message, {
    details: { code: `DEVICE_AUTH_${reason}`, reason: message.replaceAll(' ', '-') },
  });
}
