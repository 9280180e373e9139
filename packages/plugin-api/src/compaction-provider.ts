import type { PluginMessage } from './message.ts';

export interface SummarizeRequest {
  /** What leaves the window, in order; never empty. */
  readonly messages: readonly PluginMessage[];
  /** What stood for the messages before these; the new summary stands for both. */
  readonly previousSummary?: string;
  /** Aborted at the deadline. */
  readonly signal: AbortSignal;
}

/** Writes the summary that takes the place of the older messages of a session. */
export interface CompactionProvider {
  readonly id: string;
  readonly label?: string;
  /** Answers the summary. One that is empty, or longer than what it stands for, is not used. */
  summarize(request: SummarizeRequest): Promise<string> | string;
}
