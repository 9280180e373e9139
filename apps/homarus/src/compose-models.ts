import { systemClock } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { retryingModel } from '@homarus/models';
import type { LanguageModel } from '@homarus/models';

import type { Config, ModelConfig } from './config/config.ts';
import type { ConfigSources } from './config/load.ts';
import type { StrayErrors } from './process/stray-errors.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Default: the configuration does not change while the process runs. */
  readonly live?: LiveOptions;
  /** What plugins throw outside of calls. Default: it ends the process. */
  readonly strays?: StrayErrors;
}

/** How changes of the configuration take effect. */
export interface LiveOptions {
  readonly sources: ConfigSources;
  readonly setLogLevel: (level: Config['log']['level']) => void;
}

/** What answers and extracts, at the configured endpoint; undefined without one. */
export async function configuredModel({
  config,
  log,
}: ComposeOptions): Promise<LanguageModel | undefined> {
  return config.model === undefined ? undefined : (await loadModelAt(log))(config.model);
}

/** Loads what makes models of endpoints; they retry. */
export async function loadModelAt(log: Logger): Promise<(at: ModelConfig) => LanguageModel> {
  const { openaiModel } = await import('@homarus/model-openai');
  return ({ baseUrl, model, apiKey, provider }) => {
    const key = apiKey === undefined ? {} : { apiKey };
    return retryingModel(openaiModel({ baseUrl, model, name: provider, ...key }), {
      clock: systemClock,
      log: log.child({ part: 'model' }),
    });
  };
}
