import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';

/** Who a gateway is to its clients, as they are devices to it. */
export interface GatewayIdentity {
  /** SHA-256 of the raw public key, in hex. */
  readonly deviceId: string;
  /** The raw Ed25519 public key, base64url. */
  readonly publicKey: string;
}

/**
 * The identity of the gateway whose private key is in this file, which is made when it is first asked
 * for, readable for its owner alone. Processes that make it at once get the same. Rejects with
 * `unavailable` for a file that holds something else.
 */
export function gatewayIdentityFile(place: string): () => Promise<GatewayIdentity> {
  let identity: Promise<GatewayIdentity> | undefined;
  return () => {
    identity ??= loadOrCreate(place).catch((error: unknown) => {
      identity = undefined;
      throw error;
    });
    return identity;
  };
}

async function loadOrCreate(place: string): Promise<GatewayIdentity> {
  const stored = await readIfThere(place);
  if (stored !== undefined) return toIdentity(stored, place);
  await createFile(place);
  return toIdentity(await readFile(place, 'utf8'), place);
}

async function readIfThere(place: string): Promise<string | undefined> {
  try {
    return await readFile(place, 'utf8');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whole or not at all; what another process has made meanwhile stays. */
async function createFile(place: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const draft = `${place}.${randomUUID()}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, place);
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}

function toIdentity(pem: string, place: string): GatewayIdentity {
  try {
    const { x = '' } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
    const raw = Buffer.from(x, 'base64url');
    if (raw.length !== 32) throw new Error('It is no Ed25519 key.');
    return { deviceId: createHash('sha256').update(raw).digest('hex'), publicKey: x };
  } catch (error) {
    throw new AppError(
      'unavailable',
      `${place} is no private key of a gateway; put the right file back, or remove it for a new identity.`,
      { cause: error, retryable: false },
    );
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
