import type { Conversations, SessionOverview } from './conversations/conversations.ts';
import type { MemoryLibrary } from './library/library.ts';
import type { Maintenance } from './maintenance/maintenance.ts';
import type { SessionArchive } from './ports/stored-rows.ts';
import type { ProfileSection } from './profile/profile.ts';
import type { MemoryRecord } from './record.ts';
import type { Scope, SessionScope } from './scope.ts';
import type { MemoryService } from './service.ts';
import type { Statistics } from './statistics/statistics.ts';
import type { Transfer } from './transfer/transfer.ts';
import type { VectorService } from './vectors/vector-service.ts';

/**
 * The memory as a gateway works with it, and the people at its panel: the engine in process, or a client
 * of the HTTP service.
 */
export interface MemoryAccess extends MemoryService {
  readonly library: Pick<
    MemoryLibrary,
    'list' | 'get' | 'create' | 'edit' | 'forget' | 'history' | 'undo'
  > & {
    profile(scope: Scope): Promise<ProfileLines>;
  };
  readonly conversations: Pick<Conversations, 'prepareCompaction' | 'compact'> & {
    getSession(scope: SessionScope): Promise<SessionView | undefined>;
  };
  readonly vectors: Pick<VectorService, 'status' | 'reembed'>;
  readonly maintenance: Pick<
    Maintenance,
    'verify' | 'repair' | 'listJobs' | 'retryJobs' | 'dropJobs'
  >;
  readonly transfer: Pick<Transfer, 'export' | 'import'>;
  readonly statistics: Statistics;
}

/** The person's profile in its words. */
export type ProfileLines = Readonly<
  Record<ProfileSection, readonly Pick<MemoryRecord, 'id' | 'content'>[]>
>;

/** A conversation, its archives without what names them elsewhere. */
export interface SessionView extends Omit<SessionOverview, 'archives'> {
  readonly archives: readonly Omit<SessionArchive, 'sessionId' | 'isProvisional'>[];
}
