/** A conversation, for the agent that looks for it. */
export interface SessionSummary {
  readonly key: string;
  readonly title: string | undefined;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

/** One message of a conversation as text. */
export interface SessionLine {
  readonly role: string;
  readonly text: string;
  readonly createdAt: number;
}

/** Whose sessions are read: those of one person with one agent, and no others. */
export interface SessionReaderScope {
  readonly userId: string;
  readonly agentId: string;
}

/** What the session tools read. */
export interface SessionReader {
  /** Newest first. */
  list(scope: SessionReaderScope, limit: number): Promise<readonly SessionSummary[]>;
  /** The last messages, in order; undefined when the person has no such session with the agent. */
  history(
    scope: SessionReaderScope,
    key: string,
    limit: number,
  ): Promise<readonly SessionLine[] | undefined>;
}
