import { estimateTokens } from '@homarus/base';

import { pieces } from './scripted-reply.ts';
import type { PlannedContent, ScriptedToolCall } from './scripted-reply.ts';

/** What every object of one completion carries. */
export interface CompletionHead {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
}

export interface CompletionUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export function usageOf(messages: unknown, content: PlannedContent): CompletionUsage {
  const prompt = estimateTokens(JSON.stringify(messages));
  const completion = estimateTokens(
    content.text + content.toolCalls.map(argumentsText).join('') + (content.reasoning ?? ''),
  );
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}

/** The body of a completion that is not streamed. */
export function completionBody(
  head: CompletionHead,
  content: PlannedContent,
  usage: CompletionUsage,
): unknown {
  const { text, reasoning, toolCalls } = content;
  const calls = toolCalls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }));
  const message = {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    refusal: null,
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(content) };
  return { ...head, object: 'chat.completion', choices: [choice], usage };
}

/** The chunks of a streamed completion: those of its content, and those that end it. */
export function completionChunks(
  head: CompletionHead,
  content: PlannedContent,
  usage: CompletionUsage | undefined,
): { readonly content: readonly unknown[]; readonly ending: readonly unknown[] } {
  const toChunk = (delta: unknown, reason: string | null = null): unknown => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    // With usage asked for, every chunk but the last says that it has none.
    ...(usage === undefined ? {} : { usage: null }),
  });
  const deltas = [{ role: 'assistant', content: '' }, ...deltasOf(content)];
  const last = { ...head, object: 'chat.completion.chunk', choices: [], usage };
  return {
    content: deltas.map((delta) => toChunk(delta)),
    ending: [toChunk({}, finishReason(content)), ...(usage === undefined ? [] : [last])],
  };
}

function deltasOf(content: PlannedContent): readonly unknown[] {
  const count = content.chunks ?? 4;
  return [
    ...pieces(content.reasoning ?? '', count).map((text) => ({ reasoning_content: text })),
    ...pieces(content.text, count).map((text) => ({ content: text })),
    ...content.toolCalls.flatMap((call, index) => toolCallDeltas(call, index, count)),
  ];
}

function toolCallDeltas(call: ScriptedToolCall, index: number, count: number): readonly unknown[] {
  const opening = {
    index,
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: '' },
  };
  return [
    { tool_calls: [opening] },
    ...pieces(argumentsText(call), count).map((text) => ({
      tool_calls: [{ index, function: { arguments: text } }],
    })),
  ];
}

function argumentsText(call: ScriptedToolCall): string {
  return typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
}

function finishReason(content: PlannedContent): string {
  return content.finishReason ?? (content.toolCalls.length > 0 ? 'tool_calls' : 'stop');
}

export interface WireError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

const errorByStatus: Readonly<Record<number, Omit<WireError, 'param'>>> = {
  401: {
    message: 'Incorrect API key provided.',
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  },
  404: {
    message: 'The model does not exist.',
    type: 'invalid_request_error',
    code: 'model_not_found',
  },
  429: { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' },
};

export function errorBody(
  status: number,
  known: Partial<WireError> = {},
): { readonly error: WireError } {
  const usual =
    status >= 500
      ? { message: 'The server had an error.', type: 'server_error', code: null }
      : { message: 'The request is not valid.', type: 'invalid_request_error', code: null };
  return { error: { param: null, ...usual, ...errorByStatus[status], ...known } };
}
