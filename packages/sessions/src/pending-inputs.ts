import type { ModelMessage } from '@homarus/agent';

/** What a person said that waits for its turn; the turn's run will have its id. */
export interface PendingInput {
  readonly accountId: string;
  readonly runId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  /** As a log keeps messages. */
  readonly input: readonly ModelMessage[];
  /** What else the turn was asked with: texts by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Unix milliseconds. */
  readonly acceptedAt: number;
}

/**
 * Inputs that were acknowledged before their turns could begin. An input leaves when its run starts, in
 * the transaction that logs it (`dequeue` of `append`): it is never in both, nor in neither.
 */
export interface PendingInputs {
  /** Durable when it resolves. `conflict` when the id is one of a pending input or of a run. */
  addPending(pending: PendingInput): Promise<void>;
  /** In the order of `addPending`; those that other processes which are there hold do not count. */
  listPending(accountId: string): Promise<readonly PendingInput[]>;
  /** Takes it away without a run; nothing when there is none. */
  removePending(accountId: string, runId: string): Promise<void>;
}
