import { AppError } from '@homarus/base';

/** A device as the gateway knows it: an Ed25519 key that never leaves it. */
export interface DeviceIdentity {
  /** Hex SHA-256 of the public key. */
  readonly deviceId: string;
  /** The 32 bytes of the public key, base64url. */
  readonly publicKey: string;
  /** The signature of a text, base64url. */
  sign(text: string): Promise<string>;
}

/** What is kept of an identity: who has it is the device. Plain JSON. */
export interface DeviceKey {
  readonly kind: 'Ed25519';
  /** base64url. */
  readonly publicKey: string;
  /** PKCS #8, base64url. */
  readonly privateKey: string;
}

const algorithm = { name: 'Ed25519' } as const;

/**
 * Makes a new identity. Rejects with `unsupported` where there is no WebCrypto with Ed25519: a page
 * that is neither HTTPS nor on this machine, or an old browser.
 */
export async function generateDeviceKey(): Promise<DeviceKey> {
  const { subtle } = requireCrypto();
  const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify']).catch(refuse);
  const [publicKey, privateKey] = await Promise.all([
    subtle.exportKey('raw', pair.publicKey),
    subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return {
    kind: 'Ed25519',
    publicKey: toBase64Url(publicKey),
    privateKey: toBase64Url(privateKey),
  };
}

/** The identity of a key that was kept. Rejects with `invalid_request` for a damaged one. */
export async function openDeviceIdentity(key: DeviceKey): Promise<DeviceIdentity> {
  const { subtle } = requireCrypto();
  try {
    const publicBytes = fromBase64Url(key.publicKey);
    const privateKey = await subtle.importKey(
      'pkcs8',
      fromBase64Url(key.privateKey),
      algorithm,
      false,
      ['sign'],
    );
    return {
      deviceId: toHex(await subtle.digest('SHA-256', publicBytes)),
      publicKey: key.publicKey,
      sign: async (text) =>
        toBase64Url(await subtle.sign(algorithm, privateKey, new TextEncoder().encode(text))),
    };
  } catch (cause) {
    throw new AppError(
      'invalid_request',
      'The kept key of this device is damaged; make a new one.',
      {
        cause,
      },
    );
  }
}

function requireCrypto(): Crypto {
  if (globalThis.crypto?.subtle !== undefined) return globalThis.crypto;
  return refuse(new Error('There is no WebCrypto.'));
}

function refuse(cause: unknown): never {
  throw new AppError(
    'unsupported',
    'This browser cannot prove a device here: open the page over HTTPS or on localhost, in a current browser.',
    { cause },
  );
}

function toBase64Url(bytes: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
