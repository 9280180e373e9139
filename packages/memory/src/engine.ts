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
import { createWorker } from './jobs/worker.ts';
import type { WorkerOptions } from './jobs/worker.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { createExtractJob, extractJob, extractJobKind } from './learn/extract-job.ts';
import type { ExtractJobDeps } from './learn/extract-job.ts';
import { learnSession } from './learn/learner.ts';
import type { LearnerDeps } from './learn/learner.ts';
import { forget, remember } from './learn/remember.ts';
import { createTransfer } from './transfer/create-transfer.ts';
import type { Transfer } from './transfer/transfer.ts';
import { createMaintenance } from './maintenance/create-maintenance.ts';
import type { Maintenance } from './maintenance/maintenance.ts';
import { createLibrary } from './library/create-library.ts';
import type { MemoryLibrary } from './library/library.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import type { JobStore } from './ports/job-store.ts';
import type { MemoryStore } from './ports/memory-store.ts';
import { createSearch } from './search/search.ts';
import type { SessionScope } from './scope.ts';
import type { LearningCounts, MemoryService } from './service.ts';

/** The engine in process: the service, and the worker that does what follows its writes. */
export interface Memory extends MemoryService, AsyncDisposable {
  /** What people do with memories by hand. */
  readonly library: MemoryLibrary;
  readonly conversations: Conversations;
  /** Begins to work on the queue. Without it, jobs wait for `drain` or for a turn that waits. */
  start(): void;
  /** Works until nothing in the queue is due. */
  drain(): Promise<void>;
  readonly maintenance: Maintenance;
  readonly transfer: Transfer;
}

export interface EngineParts {
  readonly store: MemoryStore & ConversationStore;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly rules: Extractor;
  /** Set together when there is a model: what extracts and summarises with it, and its name, `<provider>/<model>`. */
  readonly byModel?: Extractor;
  readonly summarizer?: Summarizer;
  readonly modelName?: string;
  readonly isSingleValued: ExtractJobDeps['isSingleValued'];
  readonly aliasesOf: ExtractJobDeps['aliasesOf'];
  readonly hasSecret: ExtractJobDeps['hasSecret'];
  readonly conversations?: ConversationOptions;
  /** In which the dates of a question are meant. Default: the machine's. */
  readonly timeZone?: string;
}

/** Puts the engine together from its parts. */
export function assembleMemory(parts: EngineParts, options: WorkerOptions = {}): Memory {
  const { store, jobs, clock, ids, log } = parts;
  const { search, sets, composer } = assembleReading(parts);
  const learner = { ...parts, finder: search, people: createKeyedQueue() };
  const leaseMs = options.leaseMs ?? defaultLeaseMs(parts);
  const extraction = createExtractJob({ ...learner, sliceMs: leaseMs / 4 });
  const lane = createKeyedQueue();
  const archiving = { ...parts, lane, summaryTimeoutMs: parts.conversations?.summaryTimeoutMs };
  const handlers = {
    [extractJobKind]: extraction.handler,
    [archiveJobKind]: createArchiveJob(archiving),
    [rebuildJobKind]: createRebuildJob(archiving),
  };
  const worker = createWorker({ jobs, handlers, clock, log, ids }, { ...options, leaseMs });
  const capture = touching(sets, createCapture({ store, clock, ids, followUp: followUpOf(parts) }));
  const { extract, getModelFailure } = extraction;
  const learnNow = createLearnNow(learner, extract);
  const notify = (): void => worker.notify();
  const conversations = createConversations(
    { ...archiving, search, sets, capture, learnNow, getModelFailure, notify },
    parts.conversations,
  );
  const llm = parts.modelName ?? null;
  const health = createHealth({ store, jobs, clock, llm, getModelFailure });
  return {
    conversations,
    compose: (scope, request) => composer.compose(scope, request),
    search: (scope, query, searchOptions) => search.search(scope, query, searchOptions),
    afterTurn: createAfterTurn({ capture, worker, log, learnNow }),
    ingest: async (scope, messages) => {
      const { stored } = await capture(scope, { messages });
      worker.notify();
      return { ingested: stored, duplicates: messages.length - stored };
    },
    get: (scope, ref) => getItem(store, scope, ref),
    remember: (scope, request) => remember({ ...learner, extract: parts.rules }, scope, request),
    forget: (scope, request) => forget(learner, scope, request),
    health,
    maintenance: createMaintenance({ ...parts, notify: () => worker.notify() }),
    transfer: createTransfer({ ...parts, notify: () => worker.notify() }),
    library: createLibrary({ ...learner, extract: parts.rules }),
    start: () => worker.start(),
    drain: () => worker.drain(),
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

function assembleReading({ store, clock, log, timeZone, conversations }: EngineParts) {
  const search = createSearch({ store, clock }, { timeZone });
  const sets = createWorkingSets(clock, conversations);
  const onShown = createInjectionLog({ store, sets, log });
  const buffered = bufferedSearch({ store, search, sets });
  return {
    search,
    sets,
    composer: createComposer({ store, search: buffered, log, clock, onShown }),
  };
}

/** Rules take milliseconds: after a crash their jobs need not wait as long as a model may take. */
function defaultLeaseMs({ byModel }: EngineParts): number {
  return byModel === undefined ? 10_000 : 60_000;
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

function followUpOf({ ids, clock }: EngineParts): FollowUp {
  return (scope, { messages, state }) => {
    const now = clock.now();
    const isTold = messages.some(({ isEcho, isHeartbeat }) => !isEcho && !isHeartbeat);
    const nextPosition = (messages.at(-1)?.position ?? -1) + 1;
    return [
      ...(isTold ? [extractJob(ids.next('job'), scope, now)] : []),
      ...(isArchiveDue(state, nextPosition) ? [archiveJob(ids.next('job'), scope, now)] : []),
    ];
  };
}
