import { useApp } from '../../app.ts';
import { watchEn } from './en.ts';
import type { WatchTexts } from './en.ts';
import { watchZh } from './zh.ts';

const texts = { en: watchEn, zh: watchZh };

/** Texts of pages that are loaded when they are opened; they are loaded with them. */
export function useWatchTexts(): WatchTexts {
  return texts[useApp().settings.language.value];
}
