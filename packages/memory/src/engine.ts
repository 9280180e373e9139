import type { Clock, Ids, Logger } from '@homarus/base';

import {
  archiveJob,
  archiveJobKind,
  createArchiveJob,
  isArchiveDue,
} from './archive/archive-job.ts';
import type { Summarizer } from './archive/model-summary.ts';
import { createRebuildJob } from './archive/rebuild-job.ts';
import { rebuildJobKind } from './archive/rebuild-schedule.ts';
import { createAfterTurn } from './after-turn.ts';
import { createCapture } from './capture/capture.ts';
import type { Capture, FollowUp } from './capture/capture.ts';
import { bufferedSearch } from './conversations/buffered-search.ts';
import type { Conversations } from './conversations/conversations.ts';
import { createConversations } from './conversations/create-conversations.ts';
import type { ConversationOptions } from './conversations/create-conversations.ts';
import { createInjectionLog } from './conversations/injection-log.ts';
import { createWorkingSets } from './conversations/working-sets.ts';
import type { WorkingSets } from './conversations/working-sets.ts';
import { createComposer } from './compose/compose.ts';
import type { Extractor } from './extract/candidate.ts';
import { getItem } from './get-item.ts';
import { createHealth } from './health.ts';
import { createWorker, defaultMaxAttempts } from './jobs/worker.ts';
import type { Worker, WorkerOptions } from './jobs/worker.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { createExtractJob, extractJob, extractJobKind } from './learn/extract-job.ts';
import type { ExtractJobDeps } from './learn/extract-job.ts';
import { learnSession } from './learn/learner.ts';
import type { LearnerDeps } from './learn/learner.ts';
import { forget } from './learn/forget-by-request.ts';
import { remember } from './learn/remember.ts';
import { createTransfer } from './transfer/create-transfer.ts';
import type { Transfer } from './transfer/transfer.ts';
import { createMirror } from './mirror/create-mirror.ts';
import type { MirrorSettings } from './mirror/mirror-part.ts';
import { mirrorJobKind, withMirrorJobs } from './mirror/mirror-job.ts';
import type { MirrorService } from './mirror/mirror-service.ts';
import { createMaintenance } from './maintenance/create-maintenance.ts';
import type { Maintenance } from './maintenance/maintenance.ts';
import { createLibrary } from './library/create-library.ts';
import type { MemoryLibrary } from './library/library.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import type { Whose } from './ports/maintenance-store.ts';
import type { Job, JobStore } from './ports/job-store.ts';
import type { TermsOf } from './ports/maintenance-store.ts';
import type { MemoryStore } from './ports/memory-store.ts';
import type { ReviewStore } from './ports/review-store.ts';
import type { BehaviourWriter } from './review/behaviours.ts';
import { reviewJob, reviewJobKind } from './review/review-job.ts';
import { review } from './review/review.ts';
import { createNextReview } from './review/review-times.ts';
import type { ReviewTimes } from './review/review-times.ts';
import { createTermsOf } from './text/row-terms.ts';
import type { TermsOptions } from './text/row-terms.ts';
import { createSearch } from './search/search.ts';
import type { Search } from './search/search.ts';
import type { VectorLane } from './search/vector-lane.ts';
import type { Scope, SessionScope } from './scope.ts';
import type {
  ForgetRequest,
  ForgetResult,
  LearningCounts,
  MemoryService,
  RememberRequest,
  RememberResult,
} from './service.ts';
import { createStatistics } from './statistics/statistics.ts';
import type { Statistics } from './statistics/statistics.ts';
import { createVectors } from './vectors/create-vectors.ts';
import type { EmbeddingSettings } from './vectors/embedding.ts';
import type { VectorService } from './vectors/vector-service.ts';

/** The engine in process: the service, and the worker that does what follows its writes. */
export interface Memory extends MemoryService, AsyncDisposable {
  /** Here nothing is queued. */
  remember(scope: Scope, request: RememberRequest): Promise<RememberResult>;
  forget(scope: Scope, request: ForgetRequest): Promise<ForgetResult>;
  /** What people do with memories by hand. */
  readonly library: MemoryLibrary;
  readonly conversations: Conversations;
  /** The embedding spaces; see {@link VectorService}. */
  readonly vectors: VectorService;
  /** Begins to work on the queue. Without it, jobs wait for `drain` or for a turn that waits. */
  start(): void;
  /** Works until nothing in the queue is due. */
  drain(): Promise<void>;
  readonly maintenance: Maintenance;
  readonly transfer: Transfer;
  readonly statistics: Statistics;
  /** The Markdown tree; see {@link MirrorService}. */
  readonly mirror: MirrorService;
}

export interface EngineParts {
  readonly store: MemoryStore & ConversationStore & ReviewStore;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly rules: Extractor;
  /** Set together when there is a model: what extracts and summarises with it, and its name, `<provider>/<model>`. */
  readonly byModel?: Extractor;
  readonly summarizer?: Summarizer;
  readonly writeBehaviour?: BehaviourWriter;
  readonly modelName?: string;
  /** Absent without an embedding model. */
  readonly embedding?: EmbeddingSettings;
  /** Default: every night at 03:00. */
  readonly review?: ReviewTimes;
  /** Absent: no Markdown tree. */
  readonly mirror?: MirrorSettings;
  readonly isSingleValued: ExtractJobDeps['isSingleValued'];
  readonly aliasesOf: TermsOptions['aliasesOf'];
  readonly hasSecret: ExtractJobDeps['hasSecret'];
  readonly conversations?: ConversationOptions;
  /** In which dates are meant and days begin: IANA name or offset. */
  readonly timeZone: string;
}

/** Puts the engine together from its parts. */
export function assembleMemory(given: EngineParts, options: WorkerOptions = {}): Memory {
  const { jobs, clock, ids, log, embedding } = given;
  const leaseMs = options.leaseMs ?? defaultLeaseMs(given);
  const notify = (): void => worker.notify();
  const vectors = createVectors({ ...given, embedding, sliceMs: leaseMs / 4, notify });
  const store = mirroring(given, vectors.store, notify);
  const parts = { ...given, store, termsOf: createTermsOf(given) };
  const { search, sets, composer } = assembleReading(parts, vectors.lane);
  const { maxAttempts = defaultMaxAttempts } = options;
  const learning = assembleLearning({ ...parts, maxAttempts, notify }, search, leaseMs / 4);
  const { learner, library, mirror, learnNow, getModelFailure } = learning;
  const handlers = { ...learning.handlers, ...vectors.handlers };
  const worker = createWorker({ jobs, handlers, clock, log, ids }, { ...options, leaseMs });
  const capture = touching(sets, createCapture({ ...parts, followUp: followUpOf(parts) }));
  const conversations = createConversations(
    { ...learning.archiving, search, sets, capture, learnNow, getModelFailure, notify },
    parts.conversations,
  );
  const dropCached = (whose: Whose): void => {
    search.drop(whose);
    sets.dropOf(whose);
  };
  const care = { ...parts, notify, eraseMirror: mirror.erase, onErased: dropCached };
  const health = createHealth({
    store,
    jobs,
    clock,
    llm: parts.modelName ?? null,
    embedding: vectors.modelName,
    getMoreIssues: () => [...vectors.getIssues(), ...mirror.getIssues()],
    isMirrored: mirror.isShown,
    getModelFailure,
  });
  return {
    conversations,
    compose: (scope, request) => composer.compose(scope, request),
    search: (scope, query, searchOptions) => search.search(scope, query, searchOptions),
    afterTurn: createAfterTurn({ capture, worker, log, learnNow }),
    ingest: createIngest(capture, worker),
    get: (scope, ref) => getItem(store, scope, ref),
    remember: (scope, request) => remember({ ...learner, extract: parts.rules }, scope, request),
    forget: (scope, request) => forget(learner, scope, request),
    health,
    library,
    mirror: mirror.service,
    vectors: vectors.service,
    maintenance: createMaintenance(care),
    transfer: createTransfer({ ...learner, extract: parts.rules, notify }),
    statistics: createStatistics(store, parts),
    ...lifecycleOf(worker, vectors, mirror),
  };
}

function lifecycleOf(
  worker: Worker,
  vectors: { readonly resume: () => void },
  mirror: AsyncDisposable & { readonly start: () => void },
): Pick<Memory, 'start' | 'drain' | typeof Symbol.asyncDispose> {
  return {
    start: () => {
      worker.start();
      vectors.resume();
      mirror.start();
    },
    drain: () => worker.drain(),
    [Symbol.asyncDispose]: async () => {
      await mirror[Symbol.asyncDispose]();
      await worker[Symbol.asyncDispose]();
    },
  };
}

/** The store through which everything is written that the mirror shows. */
function mirroring(
  { mirror, ids, clock }: EngineParts,
  store: EngineParts['store'],
  notify: () => void,
): EngineParts['store'] {
  return mirror === undefined ? store : withMirrorJobs(store, { ids, clock, notify });
}

/** What learns from conversations and summarises them; a job of it goes on for `sliceMs` at most. */
function assembleLearning(
  parts: EngineParts & {
    readonly maxAttempts: number;
    readonly termsOf: TermsOf;
    readonly notify: () => void;
  },
  finder: Search,
  sliceMs: number,
) {
  const learner = { ...parts, finder, people: createKeyedQueue() };
  const extraction = createExtractJob({ ...learner, sliceMs });
  const archiving = {
    ...parts,
    lane: createKeyedQueue(),
    summaryTimeoutMs: parts.conversations?.summaryTimeoutMs,
  };
  const library = createLibrary({ ...learner, extract: parts.rules });
  const mirror = createMirror({ ...parts, library, sliceMs, mirror: parts.mirror });
  return {
    learner,
    library,
    mirror,
    archiving,
    learnNow: createLearnNow(learner, extraction.extract),
    getModelFailure: extraction.getModelFailure,
    handlers: {
      [reviewJobKind]: (job: Job, { signal }: { readonly signal: AbortSignal }) =>
        review(learner, job.scope, { reason: job.id, signal }),
      [extractJobKind]: extraction.handler,
      [archiveJobKind]: createArchiveJob(archiving),
      [rebuildJobKind]: createRebuildJob(archiving),
      [mirrorJobKind]: mirror.handler,
    },
  };
}

function createIngest(capture: Capture, worker: Worker): MemoryService['ingest'] {
  return async (scope, messages, handOver = {}) => {
    const { stored } = await capture(scope, { messages, ...handOver });
    worker.notify();
    return { ingested: stored, duplicates: messages.length - stored };
  };
}

function assembleReading(
  { store, clock, log, timeZone, conversations }: EngineParts,
  vectors: VectorLane | undefined,
) {
  const search = createSearch({ store, clock, vectors }, { timeZone });
  const sets = createWorkingSets(clock, conversations);
  const onShown = createInjectionLog({ store, sets, log });
  const buffered = bufferedSearch({ store, search, sets });
  return {
    search,
    sets,
    composer: createComposer({ store, search: buffered, log, clock, onShown, timeZone }),
  };
}

/** Rules take milliseconds: after a crash their jobs need not wait as long as a model may take. */
function defaultLeaseMs({ byModel, embedding }: EngineParts): number {
  return byModel === undefined && embedding === undefined ? 10_000 : 60_000;
}

/** Learns from all that is new in a session, at once. */
function createLearnNow(learner: LearnerDeps, extract: Extractor) {
  return (scope: SessionScope, signal?: AbortSignal): Promise<LearningCounts> =>
    learnSession(learner, scope, {
      extract,
      reason: undefined,
      ...(signal === undefined ? {} : { signal }),
    });
}

/** What is said in a session keeps its working set. */
function touching(sets: WorkingSets, capture: Capture): Capture {
  return (scope, request) => {
    sets.touch(scope);
    return capture(scope, request);
  };
}

function followUpOf({ ids, clock, review: times, timeZone }: EngineParts): FollowUp {
  const nextReview = createNextReview({ timeZone, ...times });
  return (scope, { messages, state }) => {
    const now = clock.now();
    const isTold = messages.some(({ isEcho, isHeartbeat }) => !isEcho && !isHeartbeat);
    const reviewAt = nextReview(now);
    const nextPosition = (messages.at(-1)?.position ?? -1) + 1;
    return [
      ...(isTold ? [extractJob(ids.next('job'), scope, now)] : []),
      ...(isTold && reviewAt !== undefined ? [reviewJob(ids.next('job'), scope, reviewAt)] : []),
      ...(isArchiveDue(state, nextPosition) ? [archiveJob(ids.next('job'), scope, now)] : []),
    ];
  };
}
