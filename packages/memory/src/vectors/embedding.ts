import type { EmbeddingModel } from '@homarus/models';

import type { SpaceModel, VectorSpace, VectorStore } from '../ports/vector-store.ts';
import { isOpenSpaceOf } from '../ports/vector-change.ts';

/** What turns texts into vectors, and where the vectors are. */
export interface EmbeddingSettings {
  readonly vectors: VectorStore;
  /** Should try again by itself after a failure that may pass. */
  readonly model: EmbeddingModel;
  /** The length that the model was asked for; another answer is refused. Default: whatever it answers. */
  readonly dimensions?: number;
  /**
   * The model of a space that another configuration filled: it reads the questions while a new space
   * is filled. Default: none; searches are without vectors meanwhile.
   */
  readonly modelOf?: (space: SpaceModel) => EmbeddingModel | undefined;
  /** How long a search waits for its question to be embedded, in milliseconds. Default 300. */
  readonly queryTimeoutMs?: number;
}

export function modelNameOf({ model }: Pick<EmbeddingSettings, 'model'>): string {
  return `${model.provider}/${model.modelId}`;
}

/** The model as spaces name it. */
export function wantedSpaceOf({ model, dimensions }: EmbeddingSettings) {
  const { provider, modelId } = model;
  return { provider, model: modelId, ...(dimensions === undefined ? {} : { dimensions }) };
}

/** The space that new vectors go into: the one that is being filled, else the active one; undefined when a new one is due. */
export function targetSpaceOf(
  spaces: readonly VectorSpace[],
  settings: EmbeddingSettings,
): VectorSpace | undefined {
  const own = spaces.filter((space) => isOpenSpaceOf(space, wantedSpaceOf(settings)));
  return (
    own.find(({ state }) => state === 'filling') ?? own.find(({ state }) => state === 'active')
  );
}
