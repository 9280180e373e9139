import type { ClientAuth } from '@homarus/sdk';

import type { Choices } from '../settings/choices.ts';

/** The gateway's secret, as far as this browser has to know it. */
export interface Secret {
  readonly value: string | undefined;
  /** `isKept`: also for the next visit. A browser that proves its device gets a token of its own instead. */
  set(value: string | undefined, options: { readonly isKept: boolean }): void;
}

const name = 'token';

/**
 * A link may carry the secret behind `#token=`, which a browser sends to nobody; it is taken out of
 * the address at once.
 */
export function createSecret(
  window: Pick<Window, 'location' | 'history'>,
  storages: { readonly visit: Choices; readonly kept: Choices },
): Secret {
  const linked = takeFromLink(window);
  if (linked !== undefined) storages.visit.set(name, linked);
  let value = linked ?? storages.visit.get(name) ?? storages.kept.get(name);
  return {
    get value() {
      return value;
    },
    set(next, { isKept }) {
      value = next;
      storages.visit.set(name, next);
      storages.kept.set(name, isKept ? next : undefined);
    },
  };
}

export function toAuth(secret: string | undefined, mode: 'token' | 'password'): ClientAuth {
  if (secret === undefined) return { mode: 'none' };
  return mode === 'token' ? { mode, token: secret } : { mode, password: secret };
}

function takeFromLink({ location, history }: Pick<Window, 'location' | 'history'>) {
  const [, before = '', encoded] = /^#(.*?)[?&/]?token=([^&]+)/u.exec(location.hash) ?? [];
  if (encoded === undefined) return undefined;
  history.replaceState(null, '', before === '' ? location.pathname : `#${before}`);
  return decodeURIComponent(encoded);
}
