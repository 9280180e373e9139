import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Choices } from '../settings/choices.ts';

export type AnnouncerState = 'unavailable' | 'off' | 'on' | 'blocked';

/** Tells a person who looks elsewhere that an answer has arrived. */
export interface Announcer {
  readonly state: ReadonlySignal<AnnouncerState>;
  /** Asks the browser for its permission where that is needed. */
  switch(): Promise<void>;
  announce(note: { readonly title: string; readonly text: string; readonly hash: string }): void;
}

const name = 'notifications';
const maxLength = 200;

export function createAnnouncer(choices: Choices): Announcer {
  const isThere = 'Notification' in globalThis;
  const read = (): AnnouncerState => {
    if (!isThere) return 'unavailable';
    if (Notification.permission === 'denied') return 'blocked';
    return choices.get(name) === 'on' && Notification.permission === 'granted' ? 'on' : 'off';
  };
  const state = signal(read());
  return {
    state,
    async switch() {
      const wish = state.value === 'on' ? undefined : 'on';
      if (wish === 'on' && isThere) await Notification.requestPermission();
      choices.set(name, wish);
      state.value = read();
    },
    announce({ title, text, hash }) {
      if (state.value !== 'on' || !document.hidden) return;
      void show(title, hash, {
        body: text.slice(0, maxLength),
        tag: hash,
        data: { hash },
        icon: './icon-192.png',
      });
    },
  };
}

/** Phones show notifications of a service worker only. */
async function show(title: string, hash: string, options: NotificationOptions): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration !== undefined) {
    await registration.showNotification(title, options);
    return;
  }
  const shown = new Notification(title, options);
  shown.addEventListener('click', () => {
    window.focus();
    window.location.hash = hash;
  });
}
