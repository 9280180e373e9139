import type { ChatHistoryResult } from '@homarus/protocol';

import type { GatewayCalls } from '../client/gateway-calls.ts';
import { textOfMessage } from './read-chat-event.ts';
import type { RunEnd } from './run-event.ts';

/** How a run is that may have gone on unheard. */
export type RecoveredRun =
  | { readonly state: 'running'; readonly text: string }
  | { readonly state: 'ended'; readonly end: RunEnd };

export interface RunPlace {
  readonly sessionKey: string;
  readonly runId: string;
}

/** Reads from the log what the events would have told. `text` is what was heard. */
export async function recoverRun(
  { call }: Pick<GatewayCalls, 'call'>,
  { sessionKey, runId }: RunPlace,
  text: string,
): Promise<RecoveredRun> {
  const readHistory = () => call('chat.history', { sessionKey, limit: 100 });
  const seen = runningIn(await readHistory(), runId, text);
  if (seen !== undefined) return seen;
  const { status, error } = await call('agent.wait', { runId, timeoutMs: 0 });
  const history = await readHistory();
  if (status !== 'timeout') {
    const said = history.sessionInfo.lastRunId === runId ? lastAnswer(history) : text;
    return { state: 'ended', end: toEnd(said, error) };
  }
  // Either it began to run between the two calls, or it was lost before it was durable.
  const end = toEnd(text, 'The gateway does not know this message any more; send it again.');
  return runningIn(history, runId, text) ?? { state: 'ended', end };
}

function runningIn(
  { inFlightRun, pendingInputs }: ChatHistoryResult,
  runId: string,
  text: string,
): RecoveredRun | undefined {
  if (inFlightRun?.runId === runId) return { state: 'running', text: inFlightRun.text };
  const isQueued = pendingInputs.items.some((item) => item.runId === runId);
  return isQueued ? { state: 'running', text } : undefined;
}

function toEnd(text: string, error: string | undefined): RunEnd {
  if (error === undefined) return { type: 'end', outcome: 'done', text };
  if (error === 'aborted') return { type: 'end', outcome: 'aborted', text };
  return { type: 'end', outcome: 'failed', text, error: { message: error, kind: 'unknown' } };
}

/** What was said after the last message of the person, through all rounds of the model. */
function lastAnswer({ messages }: ChatHistoryResult): string {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages
    .slice(asked + 1)
    .flatMap((message) => (message.role === 'assistant' ? textOfMessage(message) : []))
    .filter((text) => text !== '')
    .join('\n\n');
}
