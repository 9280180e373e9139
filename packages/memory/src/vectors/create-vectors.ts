import { AppError, errorText } from '@homarus/base';
import type { HealthIssue } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { Job } from '../ports/job-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { createVectorLane } from '../search/vector-lane.ts';
import type { VectorLane } from '../search/vector-lane.ts';
import { createEmbedJob, embedJobKind, withEmbedJobs } from './embed-job.ts';
import type { EmbedJobDeps } from './embed-job.ts';
import { modelNameOf } from './embedding.ts';
import type { EmbeddingSettings } from './embedding.ts';
import { createRemoveVectorsJob, removeVectorsJobKind } from './remove-job.ts';
import { createVectorService, noVectorService } from './vector-service.ts';
import type { VectorService } from './vector-service.ts';

/** What vectors add to an engine; nothing at all without an embedding model. */
export interface Vectors<Store> {
  /** The engine's store: what is committed through it is embedded. */
  readonly store: Store;
  readonly service: VectorService;
  readonly lane: VectorLane | undefined;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** `<provider>/<model>`; null without one. */
  readonly modelName: string | null;
  /** What is degraded. */
  readonly getIssues: () => readonly HealthIssue[];
  /** Enqueues what an earlier process left, and what a new model has to embed, without being waited for. */
  readonly resume: () => void;
}

export interface VectorsDeps<Store extends MemoryStore> extends Omit<EmbedJobDeps, 'embedding'> {
  readonly store: Store;
  readonly embedding: EmbeddingSettings | undefined;
  /** Says that there is a new job. */
  readonly notify: () => void;
}

export function createVectors<Store extends MemoryStore>({
  embedding,
  ...deps
}: VectorsDeps<Store>): Vectors<Store> {
  if (embedding === undefined) return withoutVectors(deps.store);
  const job = createEmbedJob({ ...deps, embedding });
  const lane = createVectorLane(embedding, deps.clock);
  const getFailure = (): string | undefined => job.getFailure() ?? lane.getFailure();
  const service = createVectorService({ ...deps, embedding, getFailure });
  return {
    store: withEmbedJobs(deps.store, deps),
    service,
    lane,
    handlers: {
      [embedJobKind]: job.handler,
      [removeVectorsJobKind]: createRemoveVectorsJob(embedding.vectors),
    },
    modelName: modelNameOf(embedding),
    getIssues: () => {
      const failure = getFailure();
      if (failure === undefined) return [];
      const message = `The embedding model failed; searches use words alone where it is missing: ${failure}`;
      return [{ code: 'embedding_failed', message }];
    },
    resume: () => {
      service.resume().catch((error: unknown) => {
        deps.log.warn('What has to be embedded could not be listed', { error: errorText(error) });
      });
    },
  };
}

function withoutVectors<Store>(store: Store): Vectors<Store> {
  return {
    store,
    service: noVectorService,
    lane: undefined,
    handlers: { [embedJobKind]: refuse, [removeVectorsJobKind]: refuse },
    modelName: null,
    getIssues: () => [],
    resume: () => undefined,
  };
}

/** Work that was left from when there was a model: it fails where a person sees it, and waits for one. */
function refuse(job: Job): Promise<never> {
  return Promise.reject(
    new AppError(
      'unsupported',
      `No embedding model is configured, so a job of kind ${job.kind} cannot be done. Configure one and retry the job.`,
    ),
  );
}
