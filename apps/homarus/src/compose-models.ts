import { systemClock } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { EmbeddingSettings, SpaceModel, VectorStore } from '@homarus/memory';
import { meteredEmbeddingModel, retryingEmbeddingModel, retryingModel } from '@homarus/models';
import type { LanguageModel, UsageMeter } from '@homarus/models';

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

/** What embeds, at the configured endpoint; undefined without one. */
export async function configuredEmbedding(
  { config, log }: ComposeOptions,
  vectors: VectorStore,
  usage: UsageMeter,
): Promise<EmbeddingSettings | undefined> {
  const { embedding } = config;
  if (embedding === undefined) return undefined;
  const { openaiEmbeddingModel } = await import('@homarus/model-openai');
  const { provider, baseUrl, apiKey, model, dimensions, endpoints } = embedding;
  const own = {
    baseUrl,
    name: provider,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
  const lengthOf = (length: number | undefined) =>
    length === undefined ? {} : { dimensions: length };
  /** An older space's model is asked at the endpoint of its name, in its length where ours is asked for one. */
  const modelOf = (space: SpaceModel) => {
    const known = endpoints.find((entry) => entry.provider === space.provider);
    if (space.provider !== provider && known === undefined) return undefined;
    const key = known?.apiKey === undefined ? {} : { apiKey: known.apiKey };
    const place =
      space.provider === provider
        ? own
        : { baseUrl: known?.baseUrl ?? baseUrl, name: space.provider, ...key };
    const length = dimensions === undefined ? undefined : space.dimensions;
    return openaiEmbeddingModel({ ...place, model: space.model, ...lengthOf(length) });
  };
  return {
    vectors,
    model: meteredEmbeddingModel(
      retryingEmbeddingModel(openaiEmbeddingModel({ ...own, model, ...lengthOf(dimensions) }), {
        clock: systemClock,
        log: log.child({ part: 'embedding' }),
      }),
      { meter: usage, purpose: 'embedding' },
    ),
    modelOf,
    ...lengthOf(dimensions),
  };
}
