import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { generateDeviceKey, openDeviceIdentity } from '@homarus/sdk';
import type { DeviceIdentity, DeviceKey, TokenPlace, TokenStorage } from '@homarus/sdk';

/** Who the command line of this home is to gateways: its key and its tokens, for its owner alone. */
export interface DeviceFiles {
  readonly device: DeviceIdentity;
  readonly storage: TokenStorage;
}

/** Reads the device of a home; makes one the first time. */
export async function openDeviceFiles(home: string): Promise<DeviceFiles> {
  const folder = path.join(home, 'identity');
  const keyFile = path.join(folder, 'device.json');
  const tokenFile = path.join(folder, 'device-tokens.json');
  const kept = readJson(keyFile) as DeviceKey | undefined;
  const key = kept ?? (await generateDeviceKey());
  if (kept === undefined) writePrivately(keyFile, key);
  const tokens = (): Readonly<Record<string, string>> => ({ ...readJson(tokenFile) });
  return {
    device: await openDeviceIdentity(key),
    storage: {
      get: async (place) => tokens()[nameOf(place)],
      set: async (place, token) =>
        writePrivately(tokenFile, { ...tokens(), [nameOf(place)]: token }),
      remove: async (place) => {
        const { [nameOf(place)]: _removed, ...others } = tokens();
        writePrivately(tokenFile, others);
      },
    },
  };
}

function nameOf({ url, role }: TokenPlace): string {
  return `${role} ${url}`;
}

/** Undefined for a file that is absent or damaged: it is made anew. */
function readJson(file: string): object | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch {
    return undefined;
  }
}

function writePrivately(file: string, value: object): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
}
