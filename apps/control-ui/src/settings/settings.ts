import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import { initialLanguage, localeOf, textsOf } from '../texts/index.ts';
import type { Language, Texts } from '../texts/index.ts';
import type { Choices } from './choices.ts';

export type Theme = 'light' | 'dark';

/** How a person wants the page. */
export interface Settings {
  readonly language: ReadonlySignal<Language>;
  readonly t: ReadonlySignal<Texts>;
  /** For `Intl`. */
  readonly locale: ReadonlySignal<string>;
  /** What was chosen; undefined while the page goes with the system. */
  readonly theme: ReadonlySignal<Theme | undefined>;
  switchLanguage(): void;
  switchTheme(): void;
}

export interface SettingsDeps {
  readonly choices: Choices;
  /** What the browser prefers: `zh-CN`. */
  readonly preferredLanguage: string;
  readonly isSystemDark: () => boolean;
}

export function createSettings(deps: SettingsDeps): Settings {
  const { choices, preferredLanguage, isSystemDark } = deps;
  const language = signal(initialLanguage(choices.get('language'), preferredLanguage));
  const theme = signal(themeOf(choices.get('theme')));
  return {
    language,
    t: computed(() => textsOf(language.value)),
    locale: computed(() => localeOf(language.value)),
    theme,
    switchLanguage() {
      language.value = language.value === 'zh' ? 'en' : 'zh';
      choices.set('language', language.value);
    },
    switchTheme() {
      const shown = theme.value ?? (isSystemDark() ? 'dark' : 'light');
      theme.value = shown === 'dark' ? 'light' : 'dark';
      choices.set('theme', theme.value);
    },
  };
}

function themeOf(chosen: string | undefined): Theme | undefined {
  return chosen === 'light' || chosen === 'dark' ? chosen : undefined;
}
