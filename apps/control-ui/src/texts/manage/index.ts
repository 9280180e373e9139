import { useApp } from '../../app.ts';
import { manageEn } from './en.ts';
import type { ManageTexts } from './en.ts';
import { manageZh } from './zh.ts';

const texts = { en: manageEn, zh: manageZh };

/** Texts of pages that are loaded when they are opened; they are loaded with them. */
export function useManageTexts(): ManageTexts {
  return texts[useApp().settings.language.value];
}
