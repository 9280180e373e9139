import { systemClock } from '@homarus/base';
import type { PluginEmbeddings } from '@homarus/gateway/plugins';
import type { EmbeddingSettings, SpaceModel, VectorStore } from '@homarus/memory';
import { meteredEmbeddingModel, retryingEmbeddingModel } from '@homarus/models';
import type { EmbeddingModel, UsageMeter } from '@homarus/models';

import type { ComposeOptions } from './compose-models.ts';
import type { EmbeddingConfig, EmbeddingEndpoint } from './config/config.ts';

export interface EmbeddingParts {
  readonly vectors: VectorStore;
  readonly usage: UsageMeter;
  /** The embedding models of plugins; undefined when the configuration names none. */
  readonly plugins: PluginEmbeddings | undefined;
}

/** What embeds, as configured; undefined without it. */
export async function configuredEmbedding(
  { config, log }: Pick<ComposeOptions, 'config' | 'log'>,
  { vectors, usage, plugins }: EmbeddingParts,
): Promise<EmbeddingSettings | undefined> {
  const { embedding } = config;
  if (embedding === undefined) return undefined;
  const length = embedding.dimensions === undefined ? {} : { dimensions: embedding.dimensions };
  const modelAt = await loadEmbeddingModelAt();
  const modelOf = (space: SpaceModel): EmbeddingModel | undefined => {
    const named = embedding.dimensions === undefined ? { model: space.model } : space;
    const provider = plugins?.providerOf(space.provider);
    if (provider !== undefined) return plugins?.modelOf({ ...named, provider });
    const endpoint = endpointOf(embedding, space);
    return endpoint && modelAt(endpoint, named);
  };
  const own =
    embedding.plugin === undefined
      ? modelAt(embedding, { model: embedding.model, ...length })
      : plugins?.modelOf({ provider: embedding.plugin, model: embedding.model, ...length });
  if (own === undefined) throw new Error('The plugins of the configured embedding are not open.');
  return {
    vectors,
    model: meteredEmbeddingModel(
      retryingEmbeddingModel(own, {
        clock: systemClock,
        log: log.child({ part: 'embedding' }),
      }),
      { meter: usage, purpose: 'embedding' },
    ),
    modelOf,
    ...length,
  };
}

interface EmbeddingModelName {
  readonly model: string;
  /** The length of vectors to ask for. Default: the model's own. */
  readonly dimensions?: number;
}

/** Loads what makes models of endpoints. */
async function loadEmbeddingModelAt() {
  const { openaiEmbeddingModel } = await import('@homarus/model-openai');
  return (
    { provider: name, baseUrl, apiKey }: EmbeddingEndpoint,
    { model, dimensions }: EmbeddingModelName,
  ): EmbeddingModel =>
    openaiEmbeddingModel({
      baseUrl,
      name,
      model,
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(dimensions === undefined ? {} : { dimensions }),
    });
}

/** Where an older space's model is asked: at the endpoint of its name. */
function endpointOf(
  embedding: EmbeddingConfig,
  { provider }: SpaceModel,
): EmbeddingEndpoint | undefined {
  if (embedding.plugin === undefined && embedding.provider === provider) return embedding;
  return embedding.endpoints.find((entry) => entry.provider === provider);
}
