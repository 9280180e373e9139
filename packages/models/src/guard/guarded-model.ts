import { AppError } from '@homarus/base';

import { brokenReplyError, toModelError } from '../errors/model-error.ts';
import type { ModelErrorContext } from '../errors/model-error.ts';
import type { EmbeddingModel, LanguageModel } from '../types.ts';
import { guardStream, isComplete } from './guard-stream.ts';

export interface GuardOptions {
  /** Keys of the provider, to be kept out of error messages. */
  readonly secrets?: readonly string[];
}

/**
 * Makes a language model of any provider package keep the promises of {@link LanguageModel}: errors
 * by code, and streams with one clear ending.
 */
export function guardedModel(model: LanguageModel, options: GuardOptions = {}): LanguageModel {
  const contextOf = contextFor(model, options);
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(call) {
      const context = contextOf(call.abortSignal);
      try {
        call.abortSignal?.throwIfAborted();
        const result = await model.doGenerate(call);
        if (!isComplete(result.finishReason.unified)) throw brokenReplyError(context);
        return result;
      } catch (error) {
        throw toModelError(error, context);
      }
    },
    async doStream(call) {
      const context = contextOf(call.abortSignal);
      try {
        call.abortSignal?.throwIfAborted();
        const result = await model.doStream(call);
        const stream = guardStream(result.stream, {
          toError: (error) => toModelError(error, context),
          broken: () => brokenReplyError(context),
        });
        return { ...result, stream };
      } catch (error) {
        throw toModelError(error, context);
      }
    },
  };
}

/** The same for an embedding model; also refuses an answer with missing or uneven vectors. */
export function guardedEmbeddingModel(
  model: EmbeddingModel,
  options: GuardOptions = {},
): EmbeddingModel {
  const contextOf = contextFor(model, options);
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    maxEmbeddingsPerCall: model.maxEmbeddingsPerCall,
    supportsParallelCalls: model.supportsParallelCalls,
    async doEmbed(call) {
      const context = contextOf(call.abortSignal);
      try {
        call.abortSignal?.throwIfAborted();
        const result = await model.doEmbed(call);
        if (!isWhole(result.embeddings, call.values.length)) throw unevenError(context);
        return result;
      } catch (error) {
        throw toModelError(error, context);
      }
    },
  };
}

function contextFor(
  { provider, modelId }: { readonly provider: string; readonly modelId: string },
  { secrets = [] }: GuardOptions,
): (signal: AbortSignal | undefined) => ModelErrorContext {
  return (signal) => ({ provider, modelId, secrets, signal });
}

function isWhole(embeddings: readonly (readonly number[])[], count: number): boolean {
  const dimensions = embeddings[0]?.length ?? 0;
  return (
    embeddings.length === count &&
    embeddings.every((vector) => vector.length === dimensions && vector.length > 0)
  );
}

function unevenError({ provider, modelId }: ModelErrorContext): AppError {
  return new AppError(
    'model_failed',
    `The embedding model "${modelId ?? ''}" did not answer with one vector of the same length for each text.`,
    { details: { provider, model: modelId } },
  );
}
