import { AppError, errorText } from '@homarus/base';

import type { SpaceProgress } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';
import { embedJob } from './embed-job.ts';
import { askDimensions } from './embed-texts.ts';
import { modelNameOf, wantedSpaceOf } from './embedding.ts';
import type { FillDeps } from './fill-space.ts';

/** A space as people see it: without where its filling goes on. */
export type SpaceView = Omit<SpaceProgress, 'cursor'>;

export interface VectorStatus {
  /** The configured model, `<provider>/<model>`; null without one. */
  readonly model: string | null;
  /** Everything of the owner is embedded by the configured model, and searched so. */
  readonly isComplete: boolean;
  /** Oldest first. */
  readonly spaces: readonly SpaceView[];
  /** Why the model failed the last time it was asked; null when it did not. */
  readonly failure: string | null;
}

/** The embedding spaces of the engine, for people who operate it. */
export interface VectorService {
  /** How far the owner's spaces are. */
  status(scope: Scope): Promise<VectorStatus>;
  /**
   * Sees to it that the owner's entries are all embedded, in the background. With `force`, all of them
   * anew: into a new space that takes the place of the one in use when it is full. Rejects with
   * `invalid_request` without a model, and with `unavailable` when a new space needs a model that fails.
   */
  reembed(scope: Scope, options?: { readonly force?: boolean }): Promise<VectorStatus>;
  /** Enqueues the work on every owner with something to embed; how many there were. 0 without a model. */
  resume(): Promise<number>;
}

export interface VectorServiceDeps extends FillDeps {
  readonly notify: () => void;
  readonly getFailure: () => string | undefined;
}

/** Owners that are read at a time when work is resumed. */
const pageSize = 100;

export function createVectorService(deps: VectorServiceDeps): VectorService {
  const { store, embedding, ids, clock, notify, getFailure } = deps;
  const enqueue = async (scope: Scope): Promise<void> => {
    await store.commit(scope, { jobs: [embedJob(ids.next('job'), scope, clock.now())] });
    notify();
  };
  const status = async (scope: Scope): Promise<VectorStatus> => {
    const spaces = await embedding.vectors.getProgress(scope);
    const { provider, model, dimensions } = wantedSpaceOf(embedding);
    const active = spaces.find(({ state }) => state === 'active');
    const isComplete =
      active === undefined
        ? spaces.length === 0 && (await hasNothing(deps, scope))
        : active.provider === provider &&
          active.model === model &&
          (dimensions ?? active.dimensions) === active.dimensions &&
          active.pending === 0 &&
          spaces.every(({ state }) => state !== 'filling');
    return {
      model: modelNameOf(embedding),
      isComplete,
      spaces: spaces.map(toSpaceView),
      failure: getFailure() ?? null,
    };
  };
  return {
    status,
    async reembed(scope, { force = false } = {}) {
      if (force) await openAnew(deps, scope);
      await enqueue(scope);
      return status(scope);
    },
    async resume() {
      let count = 0;
      for (let after: Scope | undefined; ;) {
        const query = { ...wantedSpaceOf(embedding), limit: pageSize };
        const lagging = await embedding.vectors.listLagging(
          after === undefined ? query : { ...query, after },
        );
        for (const scope of lagging) await enqueue(scope);
        count += lagging.length;
        after = lagging.at(-1);
        if (lagging.length < pageSize) return count;
      }
    },
  };
}

function toSpaceView({ cursor: _internal, ...space }: SpaceProgress): SpaceView {
  return space;
}

async function hasNothing({ store }: FillDeps, scope: Scope): Promise<boolean> {
  return (await store.listSearchEntries(scope, { afterSeq: 0, limit: 1 })).length === 0;
}

async function openAnew({ embedding, ids, clock }: FillDeps, scope: Scope): Promise<void> {
  const { model } = embedding;
  const dimensions = await askDimensions(model).catch((error: unknown) => {
    throw new AppError(
      'unavailable',
      `No new space was begun: the embedding model failed: ${errorText(error)}`,
      { cause: error, retryable: true },
    );
  });
  const space = { provider: model.provider, model: model.modelId, dimensions };
  const id = ids.next('space');
  await embedding.vectors.open(scope, { id, ...space, createdAt: clock.now() });
}

/** The service of an engine without an embedding model. */
export const noVectorService: VectorService = {
  status: async () => ({ model: null, isComplete: true, spaces: [], failure: null }),
  reembed: async () => {
    throw new AppError(
      'invalid_request',
      'There is no embedding model. Set memory.embedding in the configuration, or OGMEM_EMBEDDING_MODEL.',
    );
  },
  resume: async () => 0,
};
