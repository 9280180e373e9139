import type { Clock, HealthIssue, Ids, Logger } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { MemoryLibrary } from '../library/library.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { Whose } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Mirror } from '../ports/mirror.ts';
import type { MirrorService } from './mirror-service.ts';

/** Where the memory is mirrored. */
export interface MirrorSettings {
  /** For a person, before it is opened. */
  readonly place: string;
  /** Opens it, when it is needed first. */
  readonly open: () => Promise<Mirror>;
  /** Whose a new file is that does not say so. */
  readonly defaults: { readonly userId: string; readonly agentId: string };
}

export interface MirrorPartDeps {
  readonly mirror: MirrorSettings | undefined;
  readonly store: MemoryStore & ConversationStore;
  readonly library: Pick<MemoryLibrary, 'create' | 'edit' | 'forget'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly timeZone: string;
  /** How long a job goes on; what is left then is the next job's. Well below the lease. */
  readonly sliceMs: number;
  /** Says that there is a new job. */
  readonly notify: () => void;
}

/** What a mirror adds to an engine. */
export interface MirrorPart extends AsyncDisposable {
  readonly service: MirrorService;
  readonly handler: JobHandler<void>;
  /** Removes all files that show an account or user; nothing where the mirror is off. */
  readonly erase: (whose: Whose, signal?: AbortSignal) => Promise<void>;
  /** What is degraded. */
  readonly getIssues: () => readonly HealthIssue[];
  /** Whether the tree is there and in order, as far as this process knows. */
  readonly isShown: () => boolean;
  /** Takes in what was done while nothing ran, then hears of edits; without being waited for. */
  readonly start: () => void;
}
