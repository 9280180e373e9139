import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

/** The pages; each is the first part of the address's hash. */
export const pageNames = [
  'chat',
  'memory',
  'overview',
  'sessions',
  'agents',
  'tasks',
  'plugins',
  'devices',
  'approvals',
  'audit',
  'logs',
  'config',
  'doctor',
] as const;
export type PageName = (typeof pageNames)[number];

/** Where in the page a person is: `#/chat/agent:main:web:1`. */
export interface Route {
  readonly page: PageName;
  /** What of the page is shown; empty for its start. */
  readonly place: string;
}

export function parseRoute(hash: string): Route {
  const [, name = '', place = ''] = /^#\/([a-z]*)\/?(.*)$/u.exec(hash) ?? [];
  const page = pageNames.find((known) => known === name) ?? 'chat';
  return { page, place: decode(place) };
}

export function toHash({ page, place }: Route): string {
  return place === '' ? `#/${page}` : `#/${page}/${encodeURIComponent(place)}`;
}

export interface Router {
  readonly route: ReadonlySignal<Route>;
  go(route: Route): void;
  /** The same without a step in the browser's history. */
  replace(route: Route): void;
}

export function createRouter(window: Window): Router {
  const route = signal(parseRoute(window.location.hash));
  window.addEventListener('hashchange', () => {
    route.value = parseRoute(window.location.hash);
  });
  return {
    route,
    go(next) {
      window.location.hash = toHash(next);
    },
    replace(next) {
      window.history.replaceState(window.history.state, '', toHash(next));
      route.value = next;
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
