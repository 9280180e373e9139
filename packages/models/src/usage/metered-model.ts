import type { EmbeddingModel, LanguageModel, ModelStreamPart, ModelUsage } from '../types.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface MeterOptions {
  readonly meter: UsageMeter;
  /** What these calls are for. */
  readonly purpose: string;
}

/**
 * The same model; each call is counted when it ends, with the tokens that the provider reports. A
 * stream that is cancelled before its end is not counted.
 */
export function meteredModel(model: LanguageModel, options: MeterOptions): LanguageModel {
  const { ended, failed } = counter(model, options);
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(call) {
      const result = await failed(() => model.doGenerate(call));
      ended(result.usage);
      return result;
    },
    async doStream(call) {
      const result = await failed(() => model.doStream(call));
      const counting = new TransformStream<ModelStreamPart, ModelStreamPart>({
        transform: (part, controller) => {
          if (part.type === 'finish') ended(part.usage);
          if (part.type === 'error') ended(undefined);
          controller.enqueue(part);
        },
      });
      return { ...result, stream: result.stream.pipeThrough(counting) };
    },
  };
}

/** The same for an embedding model. */
export function meteredEmbeddingModel(
  model: EmbeddingModel,
  options: MeterOptions,
): EmbeddingModel {
  const { record, failed } = counter(model, options);
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    maxEmbeddingsPerCall: model.maxEmbeddingsPerCall,
    supportsParallelCalls: model.supportsParallelCalls,
    async doEmbed(call) {
      const result = await failed(() => model.doEmbed(call));
      record(0, result.usage?.tokens ?? 0, 0);
      return result;
    },
  };
}

function counter(
  { provider, modelId }: { readonly provider: string; readonly modelId: string },
  { meter, purpose }: MeterOptions,
) {
  const record = (failures: number, inputTokens: number, outputTokens: number): void =>
    meter.record({ purpose, model: `${provider}/${modelId}`, failures, inputTokens, outputTokens });
  return {
    record,
    /** Counts an answer; undefined: it broke off. */
    ended: (usage: ModelUsage | undefined): void =>
      record(
        usage === undefined ? 1 : 0,
        usage?.inputTokens.total ?? 0,
        usage?.outputTokens.total ?? 0,
      ),
    failed: async <T>(work: () => PromiseLike<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        record(1, 0, 0);
        throw error;
      }
    },
  };
}
