import { machineTimeZone } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';
import { isOfflineModel } from '@homarus/models';
import type { LanguageModel } from '@homarus/models';

import { modelSummarizer } from './archive/model-summary.ts';
import { assembleMemory } from './engine.ts';
import type { EngineParts, Memory } from './engine.ts';
import { aliasesOf, isSingleValued } from './extract/attributes.ts';
import { modelExtractor } from './extract/model.ts';
import { ruleExtractor } from './extract/rules.ts';
import type { WorkerOptions } from './jobs/worker.ts';
import type { ConversationOptions } from './conversations/create-conversations.ts';
import type { MirrorSettings } from './mirror/mirror-part.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import type { JobStore } from './ports/job-store.ts';
import type { ReviewStore } from './ports/review-store.ts';
import type { MemoryStore } from './ports/memory-store.ts';
import { modelBehaviourWriter } from './review/model-behaviour.ts';
import type { ReviewTimes } from './review/review-times.ts';
import { containsSecret } from './text/secrets.ts';
import type { EmbeddingSettings } from './vectors/embedding.ts';

export interface MemoryDeps {
  readonly store: MemoryStore & ConversationStore & ReviewStore;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  /** Learns from conversations; without one, and when it stays away, rules do. */
  readonly model?: LanguageModel;
  /** Embeds what is stored and what is asked; without it, searches use words alone. */
  readonly embedding?: EmbeddingSettings;
  /** Shows the memory as a Markdown tree, and takes edits of that in; the store keeps its ledger. */
  readonly mirror?: MirrorSettings;
}

export interface MemoryOptions {
  /** In which relative dates are meant and days begin: IANA name or offset. Default: the machine's. */
  readonly timeZone?: string;
  /** When what is known is looked over. Default: every night at 03:00. */
  readonly review?: ReviewTimes;
  /** Of the worker that learns. `leaseMs` defaults to 60,000 with a model, to 10,000 without. */
  readonly worker?: WorkerOptions;
  /** Of compaction and of what sessions keep in process. */
  readonly conversations?: ConversationOptions;
}

/**
 * The memory engine over a store. `start` it to have it learn by itself; dispose of it before the
 * store. The store and the queue stay the caller's.
 */
export function createMemory(deps: MemoryDeps, options: MemoryOptions = {}): Memory {
  const { store, jobs, clock, ids, log, model, embedding, mirror } = deps;
  const { timeZone = machineTimeZone() } = options;
  const learned: Pick<EngineParts, 'byModel' | 'summarizer' | 'writeBehaviour' | 'modelName'> =
    model === undefined || isOfflineModel(model)
      ? {}
      : {
          byModel: modelExtractor({ model, timeZone }),
          summarizer: modelSummarizer({ model }),
          writeBehaviour: modelBehaviourWriter({ model }),
          modelName: `${model.provider}/${model.modelId}`,
        };
  return assembleMemory(
    {
      store,
      jobs,
      clock,
      ids,
      log,
      rules: ruleExtractor({ timeZone }),
      ...learned,
      timeZone,
      ...(embedding === undefined ? {} : { embedding }),
      ...(mirror === undefined ? {} : { mirror }),
      isSingleValued,
      aliasesOf,
      hasSecret: containsSecret,
      ...(options.review === undefined ? {} : { review: options.review }),
      ...(options.conversations === undefined ? {} : { conversations: options.conversations }),
    },
    options.worker,
  );
}
