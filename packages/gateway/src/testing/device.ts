import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { devicePayload } from '@homarus/protocol';
import type { DevicePayload } from '@homarus/protocol';

/** A device with a key of its own. */
export interface TestDevice {
  readonly deviceId: string;
  /** base64url. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
  readonly sign: (text: string) => string;
}

export function createDevice(): TestDevice {
  const { publicKey: key, privateKey } = generateKeyPairSync('ed25519');
  const raw = key.export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    deviceId: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    privateKey,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

/** The `device` of `connect`, signed as the test client of `raw-client.ts` signs it. */
export function proofOf(
  device: TestDevice,
  given: Pick<DevicePayload, 'nonce'> & Partial<DevicePayload>,
  version: 'v3' | 'v2' = 'v3',
) {
  const payload: DevicePayload = {
    deviceId: device.deviceId,
    clientId: 'test',
    clientMode: 'test',
    role: 'operator',
    scopes: [],
    signedAtMs: Date.now(),
    token: undefined,
    platform: 'linux',
    deviceFamily: undefined,
    ...given,
  };
  return {
    id: device.deviceId,
    publicKey: device.publicKey,
    signature: device.sign(devicePayload(version, payload)),
    signedAt: payload.signedAtMs,
    nonce: payload.nonce,
  };
}
