import { effect } from '@preact/signals';

import type { Settings } from './settings.ts';

/** Has the whole document go with the language and the theme, from before the first paint on. */
export function applySettings({ locale, theme }: Settings, root: HTMLElement): void {
  effect(() => {
    root.lang = locale.value;
    if (theme.value === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = theme.value;
  });
}
