import path from 'node:path';

import type { Config } from '../config/config.ts';
import type { Texts } from '../texts/index.ts';

/** Which model answers; without one, how to set one. */
export function modelLines(config: Config, texts: Texts['up']): string {
  const { model, file, home } = config;
  return model === undefined
    ? `${texts.offline} ${file ?? path.join(home, '.env')}`
    : texts.withModel(model.model, model.baseUrl);
}
