/** Which token: a device has one for each gateway and role. */
export interface TokenPlace {
  readonly url: string;
  readonly deviceId: string;
  readonly role: string;
}

/** Where the tokens of a device are kept between connections. They are secrets. */
export interface TokenStorage {
  get(place: TokenPlace): Promise<string | undefined>;
  set(place: TokenPlace, token: string): Promise<void>;
  remove(place: TokenPlace): Promise<void>;
}

/** Forgets everything with the process. */
export function memoryTokenStorage(): TokenStorage {
  const tokens = new Map<string, string>();
  return {
    get: async (place) => tokens.get(nameOf(place)),
    set: async (place, token) => void tokens.set(nameOf(place), token),
    remove: async (place) => void tokens.delete(nameOf(place)),
  };
}

/** The part of `localStorage` that is used. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps tokens in the `localStorage` of a page, or in something of its shape. */
export function webTokenStorage(storage: KeyValueStorage): TokenStorage {
  const keyOf = (place: TokenPlace): string => `homarus.token.${nameOf(place)}`;
  return {
    get: async (place) => storage.getItem(keyOf(place)) ?? undefined,
    set: async (place, token) => storage.setItem(keyOf(place), token),
    remove: async (place) => storage.removeItem(keyOf(place)),
  };
}

function nameOf({ url, deviceId, role }: TokenPlace): string {
  return `${role} ${deviceId} ${url}`;
}
