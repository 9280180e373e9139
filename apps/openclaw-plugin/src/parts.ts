import type { Clock } from '@homarus/base';

import type { Deliveries } from './deliveries.ts';
import type { Log } from './log.ts';
import type { MemoryLink } from './memory-link.ts';
import type { OpenConversations } from './open-conversations.ts';
import type { SessionNotes } from './session-notes.ts';
import type { Settings } from './settings.ts';

/** What the engine, the tools and the memory capability share, for as long as the plugin is loaded. */
export interface Parts {
  readonly settings: Settings;
  readonly link: MemoryLink;
  readonly deliveries: Deliveries;
  readonly conversations: OpenConversations;
  readonly notes: SessionNotes;
  readonly recalls: RecallLog;
  readonly log: Log;
  readonly clock: Clock;
}

/** How the last recall went, for whoever looks at the state. */
export interface RecallLog {
  readonly last: LastRecall | undefined;
  note(recall: LastRecall): void;
}

export interface LastRecall {
  readonly at: number;
  readonly tookMs: number;
  readonly hits: number;
  /** Why the turn went on without. */
  readonly problem?: string;
}
