import { deicticEn } from './words.ts';

export const p = (source: string): RegExp => new RegExp(source, 'iu');
/** Names are told by their capitals. */
export const cased = (source: string): RegExp => new RegExp(source, 'u');

export const isThing = (value: string): boolean => value.length > 0 && !deicticEn.test(value);
export const isShort = (value: string): boolean =>
  isThing(value) && value.split(/\s+/u).length <= 8;
export const isPlace = (value: string): boolean =>
  isShort(value) &&
  /^(?:the\s)?\p{Lu}|^(?:a|an|the)\s\w+\s(?:of|in|near)\b|^(?:downtown|near)\b/u.test(value);
