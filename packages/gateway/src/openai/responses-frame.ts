import type { AppError } from '@homarus/base';
import type {
  ResponsesObject,
  ResponsesOutputItem,
  ResponsesRequest,
  ResponsesUsage,
} from '@homarus/protocol';

import type { TurnAccepted, TurnFinished } from '../turns/turn.ts';
import { toExtra } from '../turns/turn.ts';
import { toAnswerId, toSeconds } from './outcome.ts';

/** What every object of one answer repeats. */
export interface ResponsesFrame {
  readonly runId: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly model: string;
  /** As it came; answers repeat its settings. */
  readonly body: ResponsesRequest;
}

/** A response that has only begun. */
export function toStarted(frame: ResponsesFrame): ResponsesObject {
  const { body } = frame;
  return {
    id: toAnswerId('resp_', frame.runId),
    object: 'response',
    created_at: toSeconds(frame.createdAt),
    completed_at: null,
    status: 'in_progress',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    metadata: body.metadata ?? {},
    model: frame.model,
    output: [],
    output_text: '',
    parallel_tool_calls: true,
    previous_response_id: body.previous_response_id ?? null,
    reasoning: { effort: null, summary: null },
    store: true,
    temperature: body.temperature ?? null,
    text: { format: body.text?.format ?? { type: 'text' } },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: body.top_p ?? null,
    truncation: 'auto',
    usage: null,
    user: body.user ?? null,
  };
}

export interface ResponsesEnd {
  readonly accepted: TurnAccepted | undefined;
  readonly finished: TurnFinished;
  readonly output: readonly ResponsesOutputItem[];
  readonly failure: AppError | undefined;
  /** Unix milliseconds. */
  readonly endedAt: number;
}

/** A response that is over: completed, cut at its output limit, or failed. */
export function toEnded(frame: ResponsesFrame, end: ResponsesEnd): ResponsesObject {
  const { accepted, finished, output, failure } = end;
  const isCut = finished.reason === 'length';
  const status = failure !== undefined ? 'failed' : isCut ? 'incomplete' : 'completed';
  return {
    ...toStarted(frame),
    status,
    completed_at: status === 'completed' ? toSeconds(end.endedAt) : null,
    error: failure === undefined ? null : { code: failure.code, message: failure.message },
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    output,
    output_text: finished.text,
    usage: toUsage(finished),
    ...(accepted === undefined ? {} : { homarus: toExtra(accepted, finished) }),
  };
}

function toUsage({ usage }: TurnFinished): ResponsesUsage {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
