import type { Kysely } from 'kysely';

import type {
  AccountMemberTable,
  AccountTable,
  ApiKeyTable,
  AuditLogTable,
} from './admin-tables.ts';
import type { AgentTable } from './agent-table.ts';
import type { CronJobTable, CronRunTable } from './cron-tables.ts';
import type { PairedDeviceTable, PairingRequestTable } from './device-tables.ts';
import type { ErasureTable } from './erasure-table.ts';
import type { JobTable } from './job-table.ts';
import type { MemoryRevisionTable } from './memory-revision-table.ts';
import type { MemoryTable } from './memory-table.ts';
import type { MessageTable } from './message-table.ts';
import type { MirrorCursorTable, MirrorFileTable } from './mirror-table.ts';
import type { PendingInputTable } from './pending-input-table.ts';
import type { PreparedCompactionTable } from './prepared-compaction-table.ts';
import type { ReviewTable } from './review-table.ts';
import type { RunTable } from './run-table.ts';
import type { SearchEntryTable } from './search-entry-table.ts';
import type { SessionArchiveTable } from './session-archive-table.ts';
import type { SessionEntryTable } from './session-entry-table.ts';
import type { SessionTable } from './session-table.ts';
import type { VectorSpaceTable, VectorTable } from './vector-table.ts';

/** An account's user: its last entry number, and how many rows it has. */
export interface PartitionTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly last_seq: number;
  readonly messages: number;
  readonly memories: number;
  /** Grows with every change of a memory. */
  readonly memory_version: number;
}

export interface TurnTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly turn_id: string;
}

export interface TombstoneTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly fingerprint: string;
  readonly content_hash: string;
  readonly created_at: number;
}

export interface SessionCursorTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly name: string;
  readonly position: number;
}

/** The tables as the last migration leaves them. */
export interface Schema {
  readonly partition: PartitionTable;
  readonly message: MessageTable;
  readonly turn: TurnTable;
  readonly memory: MemoryTable;
  readonly memory_revision: MemoryRevisionTable;
  readonly tombstone: TombstoneTable;
  readonly search_entry: SearchEntryTable;
  readonly session_cursor: SessionCursorTable;
  readonly session_archive: SessionArchiveTable;
  readonly prepared_compaction: PreparedCompactionTable;
  readonly job: JobTable;
  readonly review: ReviewTable;
  readonly mirror_file: MirrorFileTable;
  readonly mirror_cursor: MirrorCursorTable;
  readonly session: SessionTable;
  readonly session_entry: SessionEntryTable;
  readonly run: RunTable;
  readonly pending_input: PendingInputTable;
  readonly account: AccountTable;
  readonly account_member: AccountMemberTable;
  readonly api_key: ApiKeyTable;
  readonly audit_log: AuditLogTable;
  readonly agent: AgentTable;
  readonly paired_device: PairedDeviceTable;
  readonly pairing_request: PairingRequestTable;
  readonly cron_job: CronJobTable;
  readonly cron_run: CronRunTable;
  readonly erasure: ErasureTable;
  readonly vector_space: VectorSpaceTable;
  /** Not `vector`: some databases have a type of that name. */
  readonly vector_index: VectorTable;
}

export type Db = Kysely<Schema>;
