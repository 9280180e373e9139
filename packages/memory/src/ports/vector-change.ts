import { AppError } from '@homarus/base';

import { changeConflict } from './memory-change.ts';
import type { LagQuery, VectorBatch, VectorSpace } from './vector-store.ts';

// The rules of vectors that do not depend on where the rows are; every store uses them.

/** The space that a batch may be put into; throws `conflict` when it is another one than its writer saw. */
export function requireOpenSpace(
  space: VectorSpace | undefined,
  { spaceId, from }: Pick<VectorBatch, 'spaceId' | 'from'>,
): VectorSpace {
  if (space === undefined || space.state === 'retired') {
    throw changeConflict(`The embedding space ${spaceId} is not open.`);
  }
  if (space.cursor !== from) {
    throw changeConflict(`Space ${spaceId} has been filled up to ${space.cursor}, not ${from}.`);
  }
  return space;
}

/** Refuses what only a bug can make: a vector of another length than its space has. */
export function assertBatch({ dimensions, id }: VectorSpace, batch: VectorBatch): void {
  for (const { key, vector } of batch.vectors) {
    if (vector.length !== dimensions) {
      throw new Error(`The vector of ${key} has ${vector.length} dimensions; ${id} ${dimensions}.`);
    }
  }
}

/** Whether a space is of the model, and not retired. */
export function isOpenSpaceOf(
  space: VectorSpace,
  model: Pick<LagQuery, 'provider' | 'model' | 'dimensions'>,
): boolean {
  return (
    space.state !== 'retired' &&
    space.provider === model.provider &&
    space.model === model.model &&
    (model.dimensions === undefined || space.dimensions === model.dimensions)
  );
}

/** The error of a model whose vectors do not fit the space they are for; nothing is stored. */
export function wrongDimensions(
  expected: { readonly provider: string; readonly model: string; readonly dimensions: number },
  found: number,
): AppError {
  const { provider, model, dimensions } = expected;
  return new AppError(
    'model_failed',
    `The embedding model ${provider}/${model} answered ${found} dimensions where ${dimensions} were ` +
      'expected; nothing was stored. If the model was changed under its name, set ' +
      'memory.embedding.dimensions, or begin a new space with: homarus memory reembed --force.',
    { details: { provider, model, expected: dimensions, found } },
  );
}
