import type { Clock, Logger } from '@homarus/base';

import type { MemoryLibrary } from '../library/library.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { Partition } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { MirrorLedger } from '../ports/mirror-ledger.ts';
import type { Mirror } from '../ports/mirror.ts';
import type { Scope } from '../scope.ts';
import type { MirrorReport } from './mirror-report.ts';

/** What the work of a mirror needs. */
export interface MirrorDeps {
  readonly files: Mirror;
  readonly ledger: MirrorLedger;
  readonly store: MemoryStore & ConversationStore;
  /** Through which edits of people are taken in. */
  readonly library: Pick<MemoryLibrary, 'create' | 'edit' | 'forget'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** In which the days of logs are meant. */
  readonly timeZone: string;
  /** Whose a new file is that does not say so: the user in the folder of an agent, the agent elsewhere. */
  readonly defaults: { readonly userId: string; readonly agentId: string };
  readonly report: MirrorReport;
}

/** The scope of what all agents of a person may see. */
export function partitionScope({ accountId, userId }: Partition): Scope {
  return { accountId, userId, agentId: '' };
}
