/** An agent that was made over the wire. */
export interface AgentRecord {
  readonly accountId: string;
  /** 1 to 64 letters, digits, `-` and `_`; unique in its account. */
  readonly agentId: string;
  readonly name: string;
  readonly emoji: string | undefined;
  /** The address or data of a picture. */
  readonly avatar: string | undefined;
  /** `<provider>/<model>`, or the name of a configured model; undefined: the gateway's own. */
  readonly model: string | undefined;
  /** Absolute; undefined: the folder of its id among the workspaces. */
  readonly workspace: string | undefined;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/**
 * Where agents are kept that were made over the wire. Every call names its account; rows of another
 * account do not exist for it. Writes are durable when they resolve. Rejects with `unavailable` when
 * the store cannot be reached.
 */
export interface AgentStore {
  /** In the order they were made. */
  listAgents(accountId: string): Promise<readonly AgentRecord[]>;
  /** Rejects with `conflict` when the id is taken. */
  createAgent(record: AgentRecord): Promise<void>;
  /** Puts the record in the place of the one with its id; false when there is none. */
  updateAgent(record: AgentRecord): Promise<boolean>;
  /** False when there was none. */
  deleteAgent(accountId: string, agentId: string): Promise<boolean>;
}
