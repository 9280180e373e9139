import { guardedEmbeddingModel, guardedModel } from '../guard/guarded-model.ts';
import type { EmbeddingModel, LanguageModel } from '../types.ts';
import { openStream } from './open-stream.ts';
import { withRetries } from './retry.ts';
import type { RetriedCall, RetryOptions } from './retry.ts';

/**
 * A model that is called again after a failure that may pass: 408, 409, 429, 5xx and broken
 * connections (see `withRetries` for the waits). A stream is tried again only while nothing of its
 * reply has come: `doStream` resolves with the first part of the reply, and a failure after it is
 * the stream's last part.
 */
export function retryingModel(model: LanguageModel, options: RetryOptions): LanguageModel {
  const guarded = guardedModel(model);
  return {
    ...guarded,
    doGenerate: (call) =>
      withRetries(options, callOf(guarded, call.abortSignal), () => guarded.doGenerate(call)),
    doStream: (call) =>
      withRetries(options, callOf(guarded, call.abortSignal), async () => {
        const result = await guarded.doStream(call);
        return { ...result, stream: await openStream(result.stream) };
      }),
  };
}

/** The same for an embedding model. */
export function retryingEmbeddingModel(
  model: EmbeddingModel,
  options: RetryOptions,
): EmbeddingModel {
  const guarded = guardedEmbeddingModel(model);
  return {
    ...guarded,
    doEmbed: (call) =>
      withRetries(options, callOf(guarded, call.abortSignal), () => guarded.doEmbed(call)),
  };
}

function callOf(
  { provider, modelId }: { readonly provider: string; readonly modelId: string },
  signal: AbortSignal | undefined,
): RetriedCall {
  return { provider, modelId, signal };
}
