import * as v from 'valibot';

import { IdText, listOf, wholeNumber } from '../schemas.ts';
import { handOverFields, maxMessages, Message } from './message.ts';
import { sessionScopeFields } from './scope.ts';

/** `POST /api/v1/after_turn`: stores a turn; learning from it happens later. */
export const AfterTurnBody = v.pipe(
  v.object({
    ...sessionScopeFields,
    ...handOverFields,
    messages: listOf(Message, { min: 1, max: maxMessages }),
    /** Makes the call idempotent. */
    turnId: v.exactOptional(IdText),
    /** How many of `messages`, from the first on, were there before the turn. Default 0. */
    prePromptMessageCount: v.exactOptional(wholeNumber(0, maxMessages)),
    /** Kept, but not learned from. */
    isHeartbeat: v.exactOptional(v.boolean()),
    /** Answers only when the turn has been learned from. */
    wait: v.exactOptional(v.boolean()),
  }),
  v.forward(
    v.check(
      ({ messages, prePromptMessageCount = 0 }) => prePromptMessageCount <= messages.length,
      'at most the number of messages',
    ),
    ['prePromptMessageCount'],
  ),
);
export type AfterTurnBodyInput = v.InferInput<typeof AfterTurnBody>;
export type AfterTurnBody = v.InferOutput<typeof AfterTurnBody>;

export interface AfterTurnAnswer {
  readonly ok: true;
  /** `duplicate`: the turn was stored before. */
  readonly status: 'committed' | 'duplicate';
  /** Messages that were not stored before. */
  readonly stored: number;
  /** The job that learns from the turn; null when there is nothing to learn. */
  readonly jobId: string | null;
  /** Counts of memories; only with `wait: true`. */
  readonly added?: number;
  readonly updated?: number;
  readonly superseded?: number;
  readonly skipped?: number;
}
