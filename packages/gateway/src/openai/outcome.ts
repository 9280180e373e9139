import { AppError } from '@homarus/base';

import type { TurnAccepted, TurnFinished } from '../turns/turn.ts';

/** The error that a turn ended with; undefined when it has an answer. */
export function failureOf(
  finished: TurnFinished,
  accepted: TurnAccepted | undefined,
): AppError | undefined {
  if (finished.error !== undefined) return finished.error;
  if (finished.reason === 'aborted') return new AppError('aborted', 'The turn was aborted.');
  if (finished.reason !== 'failed' && accepted !== undefined) return undefined;
  return new AppError('internal', 'The turn failed; the log has its details.');
}

/** `resp_01J...`, `chatcmpl-01J...`: the id of an answer says which run made it. */
export function toAnswerId(prefix: 'resp_' | 'chatcmpl-', runId: string): string {
  return `${prefix}${runId.replace(/^run_/u, '')}`;
}

/** The run that made a response; undefined for an id that is not one of ours. */
export function runIdOfResponse(responseId: string): string | undefined {
  const body = /^resp_(.+)$/u.exec(responseId)?.[1];
  return body === undefined ? undefined : `run_${body}`;
}

/** Unix seconds, as OpenAI counts. */
export function toSeconds(instant: number): number {
  return Math.floor(instant / 1000);
}
