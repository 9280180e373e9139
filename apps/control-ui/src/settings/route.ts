import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Entrance } from './entrance.ts';

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

export function parseRoute(hash: string, start: PageName = 'chat'): Route {
  const [, name = '', place = ''] = /^#\/([a-z]*)\/?(.*)$/u.exec(hash) ?? [];
  const page = pageNames.find((known) => known === name) ?? start;
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

export function createRouter(window: Window, { base, isPanelAlone }: Entrance): Router {
  const start: PageName = isPanelAlone ? 'memory' : 'chat';
  const route = signal(parseRoute(window.location.hash, start));
  window.addEventListener('hashchange', () => {
    const { hash } = window.location;
    const next = parseRoute(hash, start);
    // The other pages are not where the panel stands alone.
    if (isPanelAlone && next.page !== 'memory') window.location.assign(new URL(hash, base));
    else route.value = next;
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
