import type { ToolCall } from '@homarus/agent';
import type {
  ResponsesCallOutput,
  ResponsesEvent,
  ResponsesMessageOutput,
  ResponsesObject,
  ResponsesOutputItem,
  ResponsesTextOutput,
} from '@homarus/protocol';

import type { TurnAccepted, TurnEvent, TurnFinished } from '../turns/turn.ts';
import { failureOf } from './outcome.ts';
import { toEnded, toStarted } from './responses-frame.ts';
import type { ResponsesFrame } from './responses-frame.ts';
import { toArgumentsText } from './tool-input.ts';

/** The whole answer at once. */
export function toResponse(
  frame: ResponsesFrame,
  accepted: TurnAccepted,
  end: { readonly finished: TurnFinished; readonly endedAt: number },
): ResponsesObject {
  const failure = failureOf(end.finished, accepted);
  return toEnded(frame, { ...end, accepted, failure, output: outputOf(frame, end.finished) });
}

/**
 * A turn as the events of a streamed response, in OpenAI's order. The text is one message, opened
 * with its first words; calls of the caller's tools follow it. A turn that fails ends with `error`
 * and `response.failed`.
 */
export async function* toResponsesEvents(
  frame: ResponsesFrame,
  events: AsyncIterable<TurnEvent>,
  now: () => number,
): AsyncGenerator<ResponsesEvent, void> {
  yield { type: 'response.created', response: toStarted(frame) };
  yield { type: 'response.in_progress', response: toStarted(frame) };
  let accepted: TurnAccepted | undefined;
  let isOpen = false;
  for await (const event of events) {
    if (event.type === 'accepted') accepted = event;
    if (event.type === 'text') {
      if (!isOpen) yield* openMessage(frame);
      isOpen = true;
      yield {
        type: 'response.output_text.delta',
        ...place(frame),
        delta: event.delta,
        logprobs: [],
      };
    }
    if (event.type === 'finished') {
      const output = outputOf(frame, event);
      if (!isOpen && output[0]?.type === 'message') yield* openMessage(frame);
      yield* closeItems(frame, output);
      const failure = failureOf(event, accepted);
      const end = { accepted, finished: event, output, failure, endedAt: now() };
      yield* closeResponse(toEnded(frame, end));
    }
  }
}

function place(frame: ResponsesFrame) {
  return { item_id: messageIdOf(frame), output_index: 0, content_index: 0 };
}

function* openMessage(frame: ResponsesFrame): Generator<ResponsesEvent, void> {
  const item: ResponsesMessageOutput = {
    type: 'message',
    id: messageIdOf(frame),
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  yield { type: 'response.output_item.added', output_index: 0, item };
  yield { type: 'response.content_part.added', ...place(frame), part: textOutput('') };
}

function* closeItems(
  frame: ResponsesFrame,
  output: readonly ResponsesOutputItem[],
): Generator<ResponsesEvent, void> {
  for (const [index, item] of output.entries()) {
    if (item.type === 'function_call') yield* wholeCall(item, index);
    else {
      const part = item.content[0] ?? textOutput('');
      const { text } = part;
      yield { type: 'response.output_text.done', ...place(frame), text, logprobs: [] };
      yield { type: 'response.content_part.done', ...place(frame), part };
      yield { type: 'response.output_item.done', output_index: index, item };
    }
  }
}

function* wholeCall(item: ResponsesCallOutput, index: number): Generator<ResponsesEvent, void> {
  const at = { item_id: item.id, output_index: index };
  const text = item.arguments;
  yield {
    type: 'response.output_item.added',
    output_index: index,
    item: { ...item, arguments: '', status: 'in_progress' },
  };
  yield { type: 'response.function_call_arguments.delta', ...at, delta: text };
  yield {
    type: 'response.function_call_arguments.done',
    ...at,
    name: item.name,
    arguments: text,
  };
  yield { type: 'response.output_item.done', output_index: index, item };
}

function* closeResponse(response: ResponsesObject): Generator<ResponsesEvent, void> {
  const { error } = response;
  if (error !== null) {
    yield { type: 'error', code: error.code, message: error.message, param: null };
    yield { type: 'response.failed', response };
  } else {
    const isCut = response.status === 'incomplete';
    yield { type: isCut ? 'response.incomplete' : 'response.completed', response };
  }
}

function outputOf(frame: ResponsesFrame, finished: TurnFinished): readonly ResponsesOutputItem[] {
  const { text, reason, pendingCalls } = finished;
  const isWhole = reason !== 'length' && reason !== 'aborted' && reason !== 'failed';
  const message: ResponsesMessageOutput = {
    type: 'message',
    id: messageIdOf(frame),
    status: isWhole ? 'completed' : 'incomplete',
    role: 'assistant',
    content: [textOutput(text)],
  };
  const isEmpty = text === '' && (pendingCalls.length > 0 || reason === 'failed');
  return [...(isEmpty ? [] : [message]), ...pendingCalls.map(toCallItem)];
}

function toCallItem(call: ToolCall): ResponsesCallOutput {
  return {
    type: 'function_call',
    id: `fc_${call.toolCallId}`,
    call_id: call.toolCallId,
    name: call.toolName,
    arguments: toArgumentsText(call.input),
    status: 'completed',
  };
}

function textOutput(text: string): ResponsesTextOutput {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

function messageIdOf(frame: ResponsesFrame): string {
  return frame.runId.replace(/^run_/u, 'msg_');
}
