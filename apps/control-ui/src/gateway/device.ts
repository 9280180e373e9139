import type { DeviceIdentity } from '@homarus/sdk';

/** The key of this browser: the private half cannot be read out, also not by this page. */
interface KeptKey {
  readonly publicKey: ArrayBuffer;
  readonly privateKey: CryptoKey;
}

const database = 'homarus';
const store = 'device';
const algorithm = { name: 'Ed25519' } as const;

/**
 * The identity of this browser, made at the first visit. Undefined where a browser has none to give:
 * a page that is neither HTTPS nor on this machine, an old browser, a private window without storage.
 */
export async function openBrowserDevice(): Promise<DeviceIdentity | undefined> {
  if (globalThis.crypto?.subtle === undefined || globalThis.indexedDB === undefined)
    return undefined;
  try {
    const opened = await openDatabase();
    try {
      const kept = await read(opened);
      return await toIdentity(kept ?? (await makeKey(opened)));
    } finally {
      opened.close();
    }
  } catch {
    return undefined;
  }
}

async function makeKey(opened: IDBDatabase): Promise<KeptKey> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const publicKey = await crypto.subtle.exportKey('raw', pair.publicKey);
  const key = { publicKey, privateKey: pair.privateKey };
  const transaction = opened.transaction(store, 'readwrite');
  // Another tab may have been faster: the first key stays.
  const added = transaction.objectStore(store).add(key, 'key');
  added.addEventListener('error', (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
  return (await read(opened)) ?? key;
}

async function toIdentity({ publicKey, privateKey }: KeptKey): Promise<DeviceIdentity> {
  return {
    deviceId: toHex(await crypto.subtle.digest('SHA-256', publicKey)),
    publicKey: toBase64Url(publicKey),
    sign: async (text) =>
      toBase64Url(await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text))),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(database, 1);
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(store);
  });
  return settled(opening);
}

function read(opened: IDBDatabase): Promise<KeptKey | undefined> {
  const key: IDBRequest<KeptKey | undefined> = opened
    .transaction(store)
    .objectStore(store)
    .get('key');
  return settled(key);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toBase64Url(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
