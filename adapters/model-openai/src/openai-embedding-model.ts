import { guardedEmbeddingModel } from '@homarus/models';
import type { EmbeddingModel, EmbedOptions } from '@homarus/models';

import type { OpenaiEndpoint } from './endpoint.ts';
import { lazyProvider } from './provider.ts';

export interface OpenaiEmbeddingEndpoint extends OpenaiEndpoint {
  /** Asks for vectors of this length; without it the model's own. */
  readonly dimensions?: number;
  /** How many texts one request may hold. Default 64: OpenAI takes 2,048, some servers 10. */
  readonly maxEmbeddingsPerCall?: number;
}

/**
 * An embedding model at any OpenAI-compatible endpoint. Throws `invalid_request` for a base URL that
 * cannot be one. The provider package is imported on the first call.
 */
export function openaiEmbeddingModel(endpoint: OpenaiEmbeddingEndpoint): EmbeddingModel {
  const { model, apiKey, dimensions, maxEmbeddingsPerCall = 64, name = 'openai' } = endpoint;
  const provider = lazyProvider(endpoint);
  const withDefaults = (call: EmbedOptions): EmbedOptions =>
    dimensions === undefined ? call : { dimensions, ...call };
  return guardedEmbeddingModel(
    {
      specificationVersion: 'v4',
      provider: name,
      modelId: model,
      maxEmbeddingsPerCall,
      supportsParallelCalls: true,
      doEmbed: async (call) => (await provider()).embeddingModel(model).doEmbed(withDefaults(call)),
    },
    { secrets: apiKey === undefined ? [] : [apiKey] },
  );
}
