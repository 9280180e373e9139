import { AppError, errorText, withDeadline } from '@homarus/base';
import type { Clock } from '@homarus/base';
import type { EmbeddingModel } from '@homarus/models';

import type { VectorSpace } from '../ports/vector-store.ts';
import { wrongDimensions } from '../ports/vector-change.ts';
import { toUnit } from './codes.ts';
import type { EmbeddingSettings } from './embedding.ts';
import { maxEmbeddedLength } from './entry-texts.ts';

const defaultTimeoutMs = 300;
/** An answer that comes too late for its search is still kept for the next one, up to this age. */
const maxAnswerMs = 10_000;
/** After a failure the model is left alone for so long: searches do not all wait for one that is down. */
const pauseMs = 5_000;
/** A failure is told for so long after it happened. */
const toldForMs = 60_000;
const maxCached = 256;

/** Embeds questions in the space that is searched. */
export interface QueryEmbedder {
  /** A vector of length 1. Rejects with an `AppError` when there is none in time. */
  embed(space: VectorSpace, query: string, timeoutMs?: number): Promise<Float32Array>;
  /** Why a question of the last minute was not embedded; undefined when the last one was. */
  getFailure(): string | undefined;
}

export function createQueryEmbedder(settings: EmbeddingSettings, clock: Clock): QueryEmbedder {
  /** In order of use, the one used longest ago first. */
  const cached = new Map<string, Promise<Float32Array>>();
  const paused = new Map<string, { readonly until: number; readonly reason: string }>();
  let failure: { readonly reason: string; readonly until: number } | undefined;

  async function ask(space: VectorSpace, query: string): Promise<Float32Array> {
    const vector = await embedOne(requireModel(settings, space), query);
    if (vector.length !== space.dimensions) throw wrongDimensions(space, vector.length);
    return vector;
  }

  function start(space: VectorSpace, query: string, key: string): Promise<Float32Array> {
    const answer = ask(space, query);
    cached.set(key, answer);
    for (const oldest of cached.keys()) {
      if (cached.size <= maxCached) break;
      cached.delete(oldest);
    }
    answer.catch(() => cached.delete(key));
    return answer;
  }

  return {
    getFailure: () =>
      failure !== undefined && clock.now() < failure.until ? failure.reason : undefined,
    async embed(space, query, timeoutMs = settings.queryTimeoutMs ?? defaultTimeoutMs) {
      const key = JSON.stringify([space.id, query]);
      const known = cached.get(key);
      cached.delete(key);
      if (known !== undefined) cached.set(key, known);
      const pause = paused.get(space.id);
      if (known === undefined && pause !== undefined && clock.now() < pause.until) {
        throw new AppError('unavailable', pause.reason);
      }
      try {
        const vector = await withDeadline(
          { timeoutMs, name: 'Embedding the question' },
          () => known ?? start(space, query, key),
        );
        failure = undefined;
        paused.delete(space.id);
        return vector;
      } catch (error) {
        const reason = errorText(error);
        failure = { reason, until: clock.now() + toldForMs };
        paused.set(space.id, { until: clock.now() + pauseMs, reason });
        throw error;
      }
    },
  };
}

function requireModel(settings: EmbeddingSettings, space: VectorSpace): EmbeddingModel {
  const { model, modelOf } = settings;
  const isOwn = model.provider === space.provider && model.modelId === space.model;
  const found = isOwn ? model : modelOf?.(space);
  if (found !== undefined) return found;
  throw new AppError(
    'unavailable',
    `The model ${space.provider}/${space.model} of the active embedding space is not configured any ` +
      'more; searches use words alone until the new space is full.',
  );
}

async function embedOne(model: EmbeddingModel, query: string): Promise<Float32Array> {
  const { embeddings } = await withDeadline(
    { timeoutMs: maxAnswerMs, name: 'Embedding a question' },
    async (abortSignal) =>
      model.doEmbed({ values: [query.slice(0, maxEmbeddedLength)], abortSignal }),
  );
  return toUnit(embeddings[0] ?? []);
}
