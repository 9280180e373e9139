import { en } from './en.ts';
import type { Texts } from './en.ts';
import { zh } from './zh.ts';

export type { Texts } from './en.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

const texts: Readonly<Record<Language, Texts>> = { en, zh };

export function textsOf(language: Language): Texts {
  return texts[language];
}

/** What was chosen before, else what the browser prefers. */
export function initialLanguage(chosen: string | undefined, preferred: string): Language {
  const known = languages.find((language) => language === chosen);
  return known ?? (preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}

/** For `lang` attributes and `Intl`. */
export function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
