import { AppError } from '@homarus/base';
import type { EmbeddingModel } from '@homarus/models';
import { scriptedEmbedding } from '@homarus/models/testing';

/** An embedding model in process that can be told to misbehave, and tells what it was asked. */
export interface ScriptedEmbeddingModel extends EmbeddingModel {
  /** Every text it was asked for, those of failed calls included. */
  readonly asked: string[];
  /** Rejects every call while set. */
  failure: AppError | undefined;
  /** Calls that hold such a text are refused for good. */
  poison: string | undefined;
  dimensions: number;
  /** Runs before each answer. */
  before: (values: readonly string[]) => Promise<void>;
}

export function scriptedEmbeddingModel(modelId = 'm', perCall = 4): ScriptedEmbeddingModel {
  const model: ScriptedEmbeddingModel = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId,
    maxEmbeddingsPerCall: perCall,
    supportsParallelCalls: true,
    asked: [],
    failure: undefined,
    poison: undefined,
    dimensions: 64,
    before: async () => undefined,
    async doEmbed({ values }) {
      model.asked.push(...values);
      await model.before(values);
      if (model.failure !== undefined) throw model.failure;
      const { poison } = model;
      if (poison !== undefined && values.some((text) => text.includes(poison))) {
        throw new AppError('model_failed', `It will not read ${poison}.`);
      }
      const embeddings = values.map((text) => [...scriptedEmbedding(text, model.dimensions)]);
      return { embeddings, warnings: [] };
    },
  };
  return model;
}
