import type { Language } from '@homarus/base';

import { envValue } from '../env.ts';
import type { Environment } from '../env.ts';
import { en } from './en.ts';
import type { Texts } from './en.ts';
import { zh } from './zh.ts';

export type { Texts } from './en.ts';

/** The language of messages for people: Chinese where the locale says so, else English. */
export function languageOfEnvironment(env: Environment): Language {
  const locale = envValue(env, 'LC_ALL') ?? envValue(env, 'LC_MESSAGES') ?? envValue(env, 'LANG');
  return /^zh/iu.test(locale ?? '') ? 'zh' : 'en';
}

export function textsFor(env: Environment): Texts {
  return languageOfEnvironment(env) === 'zh' ? zh : en;
}
