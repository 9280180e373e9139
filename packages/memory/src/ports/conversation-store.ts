import type { MessageRole } from '../message.ts';
import type { SessionScope } from '../scope.ts';
import type { SessionArchive } from './memory-store.ts';

/** What a prepared compaction may archive, once: a range of its session, until it expires. */
export interface PreparedCompaction {
  readonly token: string;
  /** The positions it covers, both inclusive; `toPosition` below `fromPosition` is an empty range. */
  readonly fromPosition: number;
  readonly toPosition: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** `foreign`: no token of this session, whether another session has it or nobody. */
export type Redemption =
  | { readonly status: 'redeemed'; readonly prepared: PreparedCompaction }
  | { readonly status: 'used' | 'expired' | 'foreign' };

/** How much a session has. */
export interface MessageCounts {
  readonly messages: number;
  /** Only roles that it has. */
  readonly messagesByRole: Readonly<Partial<Record<MessageRole, number>>>;
  /** When the earliest and the latest of them were said, Unix milliseconds; undefined without any. */
  readonly firstMessageAt: number | undefined;
  readonly lastMessageAt: number | undefined;
}

/**
 * What a session keeps beside its messages. The scope is applied by the store: what belongs to another
 * account, user, agent or session does not exist. Errors: `unavailable`.
 */
export interface ConversationStore {
  /** Durable when it resolves. May forget tokens of the same user that expired more than a day before. */
  addCompaction(scope: SessionScope, prepared: PreparedCompaction): Promise<void>;
  /**
   * Spends the token: of any number of callers, in any process, exactly one gets `redeemed`. A token
   * expires at the instant `expiresAt`; a spent one stays `used`.
   */
  redeemCompaction(scope: SessionScope, token: string, now: number): Promise<Redemption>;
  countMessages(scope: SessionScope): Promise<MessageCounts>;
  /** Newest first. */
  listArchives(
    scope: SessionScope,
    query: { readonly limit: number },
  ): Promise<readonly SessionArchive[]>;
  /**
   * Replaces the session's last archive of the same number, while that is provisional. False, and
   * nothing is changed, when it is not, or when a newer one took it in.
   */
  replaceArchive(scope: SessionScope, archive: SessionArchive): Promise<boolean>;
}
