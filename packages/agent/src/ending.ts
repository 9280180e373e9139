import { languageOf } from '@homarus/base';
import type { AppError } from '@homarus/base';
import { lastUserText } from '@homarus/models';

import { closingWords } from './closing-words.ts';
import type { Limit } from './closing-words.ts';
import type { AgentEvent, FinishReason, ToolCall } from './events.ts';
import { toAssistantMessage } from './messages.ts';
import type { RoundEnd } from './round-end.ts';
import { logMessage, separatorOf } from './run-state.ts';
import type { Run } from './run-state.ts';

/** Why and how a run ends. */
export interface Ending {
  readonly reason: FinishReason;
  /** Said in the last round, and not logged yet. */
  readonly partialText?: string;
  readonly limit?: Limit;
  readonly pendingCalls?: readonly ToolCall[];
  readonly error?: AppError;
}

/** The ending of a run whose round was not complete. */
export function endingOf(
  run: Run,
  end: Exclude<RoundEnd, 'complete'>,
  partialText: string,
): Ending {
  if (end === 'cut') return cutEnding(run, partialText);
  if (end === 'length') return { reason: 'length', partialText };
  run.options.log.warn('The model failed.', { code: end.code, error: end });
  return { reason: 'failed', partialText, error: end };
}

/** The ending of a run whose signal has aborted. */
export function cutEnding({ deadline, limits }: Run, partialText: string): Ending {
  if (!deadline.isExpired) return { reason: 'aborted', partialText };
  const { timeoutMs } = limits;
  return { reason: 'timeout', partialText, limit: { reason: 'timeout', timeoutMs } };
}

/** Logs what is not logged yet, with the closing words of a limit, and finishes. */
export async function* conclude(run: Run, ending: Ending): AsyncGenerator<AgentEvent, void> {
  let text = ending.partialText ?? '';
  if (ending.limit !== undefined) {
    const words = closingWords(ending.limit, languageOf(lastUserText([...run.options.messages])));
    const delta = separatorOf(run) + words;
    run.text += delta;
    text += text === '' ? words : delta;
    yield { type: 'text', delta };
  }
  yield* logMessage(run, toAssistantMessage(text, []));
  yield finishedEvent(run, ending);
}

export function finishedEvent(run: Run, { reason, pendingCalls = [], error }: Ending): AgentEvent {
  return {
    type: 'finished',
    reason,
    text: run.text,
    pendingCalls,
    usage: { ...run.usage },
    ...(error === undefined ? {} : { error }),
  };
}
