import { AppError, assertNever } from '@homarus/base';
import type { ModelStreamPart } from '@homarus/models';

export type FinishPart = Extract<ModelStreamPart, { type: 'finish' }>;

/** How a round ended. `cut`: the signal aborted. */
export type RoundEnd = 'complete' | 'length' | 'cut' | AppError;

/**
 * What the model's last word means. An answer that may be incomplete is a `model_failed`, never a quiet
 * stop: a stream that just ends, a reason that nobody gave, tool calls that did not arrive.
 */
export function toRoundEnd(
  finish: FinishPart | undefined,
  said: { readonly hasText: boolean; readonly hasCalls: boolean },
): RoundEnd {
  if (finish === undefined) return failure('The model stopped in the middle of its answer.');
  const { unified, raw } = finish.finishReason;
  switch (unified) {
    case 'stop':
      return 'complete';
    case 'length':
      return 'length';
    case 'tool-calls':
      return completeIf(said.hasCalls, 'The model announced tool calls and then sent none.');
    case 'content-filter':
      // A refusal in words is an answer.
      return completeIf(said.hasText, "The model's content filter held its answer back.");
    case 'other':
      return completeIf(
        raw !== undefined && (said.hasText || said.hasCalls),
        'The model stopped without saying why.',
      );
    case 'error':
    case 'interrupted':
      return failure(`The model stopped with an error (${raw ?? unified}).`);
    default:
      return assertNever(unified);
  }
}

function completeIf(isComplete: boolean, problem: string): RoundEnd {
  return isComplete ? 'complete' : failure(problem);
}

function failure(message: string): AppError {
  return new AppError('model_failed', message, { retryable: true });
}
