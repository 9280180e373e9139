import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { RunRecord, SessionEntry, SessionRecord, Sessions } from '@homarus/sessions';

/**
 * Checks that what this run left unanswered can be answered now: it is the last of its session that
 * began, and has no answer. A run whose own resumption failed counts as well.
 */
export async function requireResumable(
  sessions: Sessions,
  session: SessionRecord,
  { runId, entries }: { readonly runId: string; readonly entries: readonly SessionEntry[] },
): Promise<void> {
  const run = await sessions.getRun(runId);
  if (run === undefined || run.sessionId !== session.sessionId) {
    throw new AppError('not_found', `This session has no run ${runId}.`, {
      details: { path: 'resumeRunId' },
    });
  }
  if (!isUnanswered(run)) throw notResumable(`The run ${runId} is ${run.status}.`);
  const lastRunId = entries.findLast((entry) => entry.runId !== undefined)?.runId;
  const last = lastRunId === undefined ? undefined : await sessions.getRun(lastRunId);
  if (last === undefined || !isUnanswered(last) || run.startedAt < last.startedAt) {
    throw notResumable(`The conversation has gone on since the run ${runId}.`);
  }
}

function isUnanswered({ status }: RunRecord): boolean {
  return status === 'failed' || status === 'aborted';
}

function notResumable(problem: string): AppError {
  return new AppError('conflict', `${problem} Send a message instead of resuming.`, {
    details: { path: 'resumeRunId' },
  });
}

/**
 * The window of a resumed run: without the half sentence that the model was cut off in, because
 * providers refuse a window that ends with the assistant's words.
 */
export function withoutPartialAnswer(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const last = messages.at(-1);
  const isPartial =
    last?.role === 'assistant' && last.content.every((part) => part.type !== 'tool-call');
  return isPartial ? messages.slice(0, -1) : messages;
}
