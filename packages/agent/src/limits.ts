/** What a run may use up. A limit that is reached ends the run with a plain sentence, not with an error. */
export interface AgentLimits {
  /** Calls of the model. Default 25. */
  readonly maxRounds: number;
  /** Wall time of the whole run. Default 300,000. */
  readonly timeoutMs: number;
  /** How many rounds in a row may make the same call and get the same result. Default 3. */
  readonly maxRepeats: number;
  /**
   * Characters that the model may say in one round, its thinking included; an answer that is longer ends
   * there as `length`. Default 1,000,000.
   */
  readonly maxAnswerChars: number;
  /** Characters of one tool result that the model gets to read. Default 32,000. */
  readonly maxToolResultChars: number;
  /** Wall time of one tool call. Default 60,000. */
  readonly toolTimeoutMs: number;
}

export const defaultAgentLimits: AgentLimits = {
  maxRounds: 25,
  timeoutMs: 300_000,
  maxRepeats: 3,
  maxAnswerChars: 1_000_000,
  maxToolResultChars: 32_000,
  toolTimeoutMs: 60_000,
};
