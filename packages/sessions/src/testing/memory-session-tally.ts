import { summarizeEntries } from '../entry-summary.ts';
import { emptyTally } from '../session-directory.ts';
import type { SessionStore } from '../session-store.ts';
import type { TwinAccount } from './twin-account.ts';

/** Counts what an append added to its session. */
export function addToTally(
  { tallies }: TwinAccount,
  sessionId: string,
  { entries, start, end }: Parameters<SessionStore['append']>[2],
): void {
  const tally = tallies.get(sessionId) ?? { ...emptyTally, lastRunId: undefined };
  const added = summarizeEntries(entries);
  const { inputTokens = 0, outputTokens = 0 } = end?.usage ?? {};
  tallies.set(sessionId, {
    messages: tally.messages + added.messages,
    inputTokens: tally.inputTokens + inputTokens,
    outputTokens: tally.outputTokens + outputTokens,
    firstMessage: tally.firstMessage ?? added.firstMessage,
    lastMessage: added.lastMessage ?? tally.lastMessage,
    lastInteractionAt: added.lastInteractionAt ?? tally.lastInteractionAt,
    lastRunId: start?.runId ?? tally.lastRunId,
  });
}
