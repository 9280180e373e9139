/** How a session came to be. */
export type SessionOrigin = 'operator' | 'channel' | 'cron' | 'spawn' | 'run';

/**
 * What is known of a session beside its log. It belongs to the key: a reset hands it on to the new
 * session. Instants are Unix milliseconds; what is absent is not set.
 */
export interface SessionFacts {
  /** A person's name for it, 1 to 512 characters. */
  readonly label?: string;
  readonly pinnedAt?: number;
  /** Out of sight, but readable and searchable. */
  readonly archivedAt?: number;
  /** Until when its owner has read. */
  readonly lastReadAt?: number;
  /** Its owner wants to come back to it. */
  readonly markedUnreadAt?: number;
  /** `<provider>/<model>` instead of the agent's. */
  readonly model?: string;
  readonly thinkingLevel?: string;
  readonly verboseLevel?: string;
  readonly reasoningLevel?: string;
  /** What becomes of a message that comes while a turn runs: `queue`, `steer`, `replace`. */
  readonly queueMode?: string;
  /** How much of a turn's cost its answer tells. */
  readonly responseUsage?: string;
  /** The session that spawned it, and how many there are above it. */
  readonly parentSessionKey?: string;
  readonly spawnDepth?: number;
  /** Default `operator`. */
  readonly createdVia?: SessionOrigin;
}

/** New values; `undefined` takes a fact away, and what is not named stays. */
export type SessionFactsChange = {
  readonly [K in keyof SessionFacts]?: SessionFacts[K] | undefined;
};

/** The facts after a change. */
export function changeFacts(facts: SessionFacts, change: SessionFactsChange): SessionFacts {
  const entries = Object.entries({ ...facts, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
