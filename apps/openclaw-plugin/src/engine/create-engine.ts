import { errorText } from '@homarus/base';

import { isHostMessage } from '../host/host-message.ts';
import type { Parts } from '../parts.ts';
import { pluginId, version } from '../about.ts';
import { assemble } from './assemble.ts';
import { afterTurn, commitTurn } from './capture.ts';
import { compact } from './compact.ts';
import type {
  AfterTurnRequest,
  AssembleAnswer,
  AssembleRequest,
  CommitTurnAnswer,
  CommitTurnRequest,
  CompactAnswer,
  CompactRequest,
  MaintainRequest,
} from './engine-types.ts';
import { maintain } from './maintain.ts';

/** An engine as hosts of any age call it. It lives for one turn; its state is in the parts. */
export interface OgMemoryEngine {
  readonly info: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly ownsCompaction: boolean;
    readonly turnMaintenanceMode: 'background';
    readonly transcriptSemantics: {
      readonly currentTurnFence: 'before-current-turn-entry-v1';
      readonly turnAdvancementIdempotency: 'atomic-idempotent-v1';
    };
  };
  bootstrap(): Promise<{ readonly bootstrapped: boolean }>;
  ingest(): Promise<{ readonly ingested: boolean }>;
  ingestBatch(): Promise<{ readonly ingestedCount: number }>;
  assemble(request: AssembleRequest): Promise<AssembleAnswer>;
  commitTurn(request: CommitTurnRequest): Promise<CommitTurnAnswer>;
  afterTurn(request: AfterTurnRequest): Promise<void>;
  compact(request: CompactRequest): Promise<CompactAnswer>;
  maintain(request: MaintainRequest): Promise<{
    readonly changed: boolean;
    readonly bytesFreed: number;
    readonly rewrittenEntries: number;
  }>;
  dispose(): Promise<void>;
}

/**
 * Makes the engine of one turn. A host puts an engine out of use for good when a method of it rejects,
 * so only `commitTurn` does: a host calls that again.
 */
export function createEngine(parts: Parts): OgMemoryEngine {
  const { log, settings } = parts;
  const turn = {};
  return {
    info: {
      id: pluginId,
      name: 'Homarus memory',
      version,
      ownsCompaction: settings.ownsCompaction,
      turnMaintenanceMode: 'background',
      transcriptSemantics: {
        currentTurnFence: 'before-current-turn-entry-v1',
        turnAdvancementIdempotency: 'atomic-idempotent-v1',
      },
    },
    bootstrap: () => Promise.resolve({ bootstrapped: true }),
    // Turns come as a whole, by commitTurn or afterTurn.
    ingest: () => Promise.resolve({ ingested: false }),
    ingestBatch: () => Promise.resolve({ ingestedCount: 0 }),
    async assemble(request) {
      try {
        return await assemble(parts, turn, request);
      } catch (error) {
        log.error('assembling failed; the turn goes on without memory', {
          error: errorText(error),
        });
        return { messages: request.messages, estimatedTokens: 0 };
      }
    },
    commitTurn: (request) => commitTurn(parts, withMessages(request)),
    async afterTurn(request) {
      try {
        await afterTurn(parts, request);
      } catch (error) {
        log.error('a turn could not be kept', { error: errorText(error) });
      }
    },
    async compact(request) {
      try {
        return await compact(parts, request);
      } catch (error) {
        return { ok: false, compacted: false, reason: errorText(error) };
      }
    },
    async maintain(request) {
      await maintain(parts, request);
      return { changed: false, bytesFreed: 0, rewrittenEntries: 0 };
    },
    dispose: () => Promise.resolve(),
  };
}

/** A host may hand over entries that are no messages. */
function withMessages(request: CommitTurnRequest): CommitTurnRequest {
  return { ...request, messages: request.messages.filter(isHostMessage) };
}
