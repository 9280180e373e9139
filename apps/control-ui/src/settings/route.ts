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
}

/** Has a person asked before they leave something that would be lost. */
export interface RouteGuard {
  isLostAt(next: Route): boolean;
  /** `go` is for when they leave it. */
  ask(next: Route, go: () => void): void;
}

/**
 * Follows the address, also one that was written by hand. The browser does not ask before it goes
 * back or forward; so where something would be lost it is brought back first, and then asked.
 */
export function createRouter(
  window: Window,
  { base, isPanelAlone }: Entrance,
  guard: RouteGuard,
): Router {
  const start: PageName = isPanelAlone ? 'memory' : 'chat';
  const steps = createSteps(window.history);
  const route = signal(parseRoute(window.location.hash, start));
  /** The way that is taken back because it has to be asked for. */
  let held: { readonly next: Route; readonly go: () => void } | undefined;

  const show = (next: Route): void => {
    // The other pages are not where the panel stands alone.
    if (isPanelAlone && next.page !== 'memory') window.location.assign(new URL(toHash(next), base));
    else route.value = next;
  };
  window.addEventListener('hashchange', () => {
    const next = parseRoute(window.location.hash, start);
    const { count, isNew } = steps.find();
    if (count === 0) {
      if (held !== undefined) guard.ask(held.next, held.go);
      held = undefined;
    } else if (guard.isLostAt(next)) {
      const go = (): void => {
        if (isNew) window.location.hash = toHash(next);
        else window.history.go(count);
      };
      held = { next, go };
      window.history.go(-count);
    } else {
      steps.take(count);
      show(next);
    }
  });
  return {
    route,
    go(next) {
      window.location.hash = toHash(next);
    },
  };
}

/** Counts the entries of the browser's history, so that a way can be taken back. */
function createSteps(history: History) {
  let place = placeOf(history.state) ?? 0;
  const mark = (at: number): void => history.replaceState({ place: at }, '');
  mark(place);
  return {
    /** How far the entry that is shown now is from the last one that was taken. */
    find(): { readonly count: number; readonly isNew: boolean } {
      const at = placeOf(history.state);
      if (at !== undefined) return { count: at - place, isNew: false };
      mark(place + 1);
      return { count: 1, isNew: true };
    },
    take(count: number): void {
      place += count;
    },
  };
}

function placeOf(state: unknown): number | undefined {
  const place =
    typeof state === 'object' && state !== null && 'place' in state ? state.place : undefined;
  return typeof place === 'number' ? place : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
