import type { ToolCall } from '@homarus/agent';
import { toOpenAiErrorBody } from '@homarus/protocol';
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatDelta,
  ChatFinishReason,
  ChatResponseToolCall,
  ChatUsage,
  OpenAiErrorBody,
} from '@homarus/protocol';

import type { TurnAccepted, TurnEvent, TurnFinished } from '../turns/turn.ts';
import { toExtra } from '../turns/turn.ts';
import { failureOf, toAnswerId, toSeconds } from './outcome.ts';
import { toArgumentsText } from './tool-input.ts';

/** What every chunk of one answer repeats. */
export interface ChatFrame {
  readonly runId: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** As the caller named it. */
  readonly model: string;
  readonly includeUsage: boolean;
}

export function toChatCompletion(
  frame: ChatFrame,
  accepted: TurnAccepted,
  finished: TurnFinished,
): ChatCompletion {
  const calls = finished.pendingCalls.map(toChatCall);
  const content = finished.text === '' && calls.length > 0 ? null : finished.text;
  return {
    id: toAnswerId('chatcmpl-', frame.runId),
    object: 'chat.completion',
    created: toSeconds(frame.createdAt),
    model: frame.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          refusal: null,
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: finishReasonOf(finished),
      },
    ],
    usage: toUsage(finished),
    homarus: toExtra(accepted, finished),
  };
}

/**
 * A turn as the chunks of a streamed completion: the role, the text as it comes, calls of the caller's
 * tools, the reason of the end, and the usage when it was asked for. A turn that fails ends with
 * OpenAI's error body instead.
 */
export async function* toChatChunks(
  frame: ChatFrame,
  events: AsyncIterable<TurnEvent>,
): AsyncGenerator<ChatCompletionChunk | OpenAiErrorBody, void> {
  const chunk = chunksOf(frame);
  let accepted: TurnAccepted | undefined;
  for await (const event of events) {
    if (event.type === 'accepted') {
      accepted = event;
      yield chunk({ role: 'assistant', content: '', refusal: null });
    } else if (event.type === 'text') {
      yield chunk({ content: event.delta });
    } else if (event.type === 'finished') {
      const failure = failureOf(event, accepted);
      if (failure !== undefined) yield toOpenAiErrorBody(failure);
      else if (accepted !== undefined) yield* closing(frame, accepted, event);
    }
  }
}

function* closing(
  frame: ChatFrame,
  accepted: TurnAccepted,
  finished: TurnFinished,
): Generator<ChatCompletionChunk, void> {
  const chunk = chunksOf(frame);
  if (finished.pendingCalls.length > 0) {
    const calls = finished.pendingCalls.map((call, index) => ({ index, ...toChatCall(call) }));
    yield chunk({ tool_calls: calls });
  }
  const homarus = toExtra(accepted, finished);
  yield { ...chunk({}, finishReasonOf(finished)), homarus };
  if (frame.includeUsage) {
    yield { ...chunk({}), choices: [], usage: toUsage(finished), homarus };
  }
}

function chunksOf(frame: ChatFrame) {
  return (delta: ChatDelta, reason: ChatFinishReason | null = null): ChatCompletionChunk => ({
    id: toAnswerId('chatcmpl-', frame.runId),
    object: 'chat.completion.chunk',
    created: toSeconds(frame.createdAt),
    model: frame.model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    ...(frame.includeUsage ? { usage: null } : {}),
  });
}

function finishReasonOf({ reason }: TurnFinished): ChatFinishReason {
  switch (reason) {
    case 'client_tools':
      return 'tool_calls';
    case 'length':
      return 'length';
    default:
      return 'stop';
  }
}

function toChatCall(call: ToolCall): ChatResponseToolCall {
  return {
    id: call.toolCallId,
    type: 'function',
    function: { name: call.toolName, arguments: toArgumentsText(call.input) },
  };
}

function toUsage({ usage }: TurnFinished): ChatUsage {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
