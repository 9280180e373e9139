import { errorText } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { Whose } from '../ports/maintenance-store.ts';
import type { VectorSpace } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';
import type { VectorTrace } from '../service.ts';
import { createCodeCache } from '../vectors/code-cache.ts';
import type { EmbeddingSettings } from '../vectors/embedding.ts';
import { findNearest } from '../vectors/nearest.ts';
import { createQueryEmbedder } from '../vectors/query-embedder.ts';
import type { OwnerIndex } from './owner-index.ts';
import { noVectorScores, toVectorScores } from './vector-scores.ts';
import type { VectorScores } from './vector-scores.ts';

/** A question on its way through the lane. Never rejects: what fails is told in the trace. */
export interface VectorQuestion {
  score(
    index: OwnerIndex,
    admits: (document: number) => boolean,
  ): Promise<{ readonly scores: VectorScores; readonly trace: VectorTrace }>;
}

export interface VectorLane {
  /** Begins to embed the question in the owner's active space. */
  ask(scope: Scope, query: string, timeoutMs?: number): VectorQuestion;
  /** Lets go of what is held of an account or user. */
  drop(whose: Whose): void;
  /** Why questions are not embedded now; undefined when they are. */
  getFailure(): string | undefined;
}

interface Asked {
  readonly space: VectorSpace;
  readonly query: Float32Array;
}

export function createVectorLane(settings: EmbeddingSettings, clock: Clock): VectorLane {
  const { vectors } = settings;
  const embedder = createQueryEmbedder(settings, clock);
  const cache = createCodeCache(vectors);

  async function embed(scope: Scope, query: string, timeoutMs?: number) {
    const spaces = await vectors.listSpaces(scope);
    const space = spaces.find(({ state }) => state === 'active');
    if (space === undefined || query.trim() === '') return undefined;
    return { space, query: await embedder.embed(space, query, timeoutMs) };
  }

  async function score(
    { space, query }: Asked,
    scope: Scope,
    place: { readonly index: OwnerIndex; readonly admits: (document: number) => boolean },
  ): Promise<VectorScores> {
    const codes = await cache.get(scope, space);
    const admits = (key: string): boolean => {
      const document = place.index.numberOf(key);
      return document !== undefined && place.admits(document);
    };
    const request = { vectors, scope, spaceId: space.id, query, admits };
    return toVectorScores(place.index, await findNearest(codes, request), codes.count);
  }

  return {
    getFailure: () => embedder.getFailure(),
    drop: (whose) => cache.drop(whose),
    ask(scope, query, timeoutMs) {
      const asked = embed(scope, query, timeoutMs).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      return {
        async score(index, admits) {
          const outcome = await asked;
          try {
            if ('error' in outcome) throw outcome.error;
            if (outcome.value === undefined) return skipped('No embedding space is active yet.');
            const scores = await score(outcome.value, scope, { index, admits });
            const { id, provider, model } = outcome.value.space;
            const found = { space: id, model: `${provider}/${model}` };
            const { confidence } = scores;
            return { scores, trace: { status: 'used', ...found, confidence } };
          } catch (error) {
            return skipped(errorText(error));
          }
        },
      };
    },
  };
}

function skipped(reason: string): {
  readonly scores: VectorScores;
  readonly trace: VectorTrace;
} {
  return { scores: noVectorScores, trace: { status: 'skipped', reason } };
}
