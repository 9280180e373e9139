import type { Clock, Ids } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { ChatAttachment } from '@homarus/protocol';
import type { SessionEntry, SessionFacts, Sessions, SessionStore } from '@homarus/sessions';

import type { ModelCost } from '../../models/model-catalog.ts';
import type { EventHub } from '../../rpc/event-hub.ts';
import type { Caller } from '../../rpc/method.ts';
import type { QueueMode } from '../../turns/turn.ts';
import type { ForgettingLibrary } from './forget-learned.ts';

/** What answers in a session. */
export interface ResolvedModel {
  readonly provider: string;
  readonly model: string;
  readonly contextTokens: number;
  /** Whether a thinking level has an effect. */
  readonly canReason: boolean;
}

export interface SendMessage {
  readonly caller: Caller;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly message: string;
  readonly attachments: readonly ChatAttachment[];
  readonly thinking: string | undefined;
  readonly timeoutMs: number | undefined;
  /** Becomes the run's id. Default: a new one. */
  readonly idempotencyKey: string | undefined;
}

/** What the methods of sessions need of the turn engine. */
export interface SessionTurns {
  /** Resolves when the message is durable and its turn has started or waits. */
  send(message: SendMessage): Promise<{ readonly runId: string; readonly status: string }>;
  /** Aborts these turns of the session, or all of it; answers their ids. */
  abort(choice: {
    readonly sessionKey: string;
    readonly runId: string | undefined;
  }): Promise<readonly string[]>;
  compact(request: { readonly sessionKey: string }): Promise<CompactedTurns>;
}

export interface CompactedTurns {
  /** False when there was nothing to compact. */
  readonly compacted: boolean;
  readonly reason?: string;
  readonly result?: {
    readonly summary: string;
    readonly firstKeptEntryId: string;
    readonly tokensBefore: number;
    readonly tokensAfter?: number;
  };
}

export interface SessionMethodDeps {
  readonly store: SessionStore;
  readonly sessions: Sessions;
  readonly memory: Pick<MemoryService, 'search'>;
  /** Absent where memories cannot be changed by hand. */
  readonly library?: ForgettingLibrary | undefined;
  readonly turns: SessionTurns;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The first is the default. */
  readonly agentIds: () => readonly string[];
  /** Of sessions that have none of their own. */
  readonly queueMode: () => QueueMode;
  readonly modelOf: (agentId: string, facts: SessionFacts) => ResolvedModel;
  /** `invalid_request`, with the names there are, for a model that is not there. */
  readonly checkModel: (reference: string, path: string) => void;
  /** Undefined for a model whose cost is not configured. */
  readonly costOf: (provider: string, model: string) => ModelCost | undefined;
  /** The messages of an entry of the log as `chat.history` shows them. */
  readonly toChatMessages: (entry: SessionEntry) => readonly unknown[];
}

export interface SessionMethodOptions {
  readonly accountId: string;
  /** IANA name; the days of `sessions.usage` are counted in it. */
  readonly timeZone: string;
}

/** What the methods share. */
export interface SessionMethodContext extends SessionMethodDeps, SessionMethodOptions {}
