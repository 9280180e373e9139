import type { SessionRow, SessionsChangedEvent, SessionsSearchResult } from '@homarus/protocol';
import type { GatewayClient } from '@homarus/sdk';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';
import { inOrder, withChange } from './with-change.ts';

/** The conversations of this person, last used first; pinned ones before. */
export interface SessionList {
  readonly rows: ReadonlySignal<readonly SessionRow[]>;
  readonly isLoaded: ReadonlySignal<boolean>;
  readonly search: ReadonlySignal<string>;
  /** What was said in conversations that the search finds. */
  readonly said: ReadonlySignal<SessionsSearchResult['results']>;
  setSearch(text: string): void;
  rename(key: string, label: string): Promise<void>;
  setPinned(key: string, isPinned: boolean): Promise<void>;
  /** Takes a conversation out of the list; it stays in the archive. */
  archive(key: string): Promise<void>;
  restore(key: string): Promise<void>;
}

const query = { limit: 200, includeDerivedTitles: true, includeLastMessage: true } as const;

export function createSessionList(gateway: Gateway): SessionList {
  const rows = signal<readonly SessionRow[]>([]);
  const isLoaded = signal(false);
  const search = signal('');
  const said = signal<SessionsSearchResult['results']>([]);
  const client = (): GatewayClient => gateway.client.value;

  const load = async (): Promise<void> => {
    const text = search.value.trim();
    const wish = text === '' ? query : { ...query, search: text };
    const { sessions } = await client().call('sessions.list', wish);
    if (search.value.trim() !== text) return;
    rows.value = inOrder(sessions);
    isLoaded.value = true;
    said.value = [];
    if (text === '') return;
    const { results } = await client().call('sessions.search', { query: text, limit: 10 });
    if (search.value.trim() === text) said.value = results;
  };
  // A failed call is seen in the state of the connection; the next change or search tries again.
  const reload = (): void => void load().catch(() => undefined);

  const hear = (event: SessionsChangedEvent): void => {
    const next = withChange(rows.value, event);
    if (next === undefined) reload();
    else rows.value = next;
  };

  gateway.on('sessions.changed', hear);
  gateway.onConnected(async () => {
    await client().call('sessions.subscribe', { limit: 1 });
    await load();
  });

  return {
    rows,
    isLoaded,
    search,
    said,
    setSearch(text) {
      search.value = text;
      reload();
    },
    async rename(key, label) {
      await client().call('sessions.patch', { key, label: label.trim() === '' ? null : label });
    },
    async setPinned(key, isPinned) {
      await client().call('sessions.patch', { key, pinned: isPinned });
    },
    async archive(key) {
      await client().call('sessions.patch', { key, archived: true });
    },
    async restore(key) {
      await client().call('sessions.patch', { key, archived: false });
      reload();
    },
  };
}
