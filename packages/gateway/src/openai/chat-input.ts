import type { ModelSettings } from '@homarus/agent';
import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { ChatCompletionRequest, ChatMessage } from '@homarus/protocol';

import { formatInstruction, imagePart, joinInstructions, textPart } from './content-input.ts';
import type { DoorInput } from './door-input.ts';
import { toSettings } from './settings-input.ts';
import { checkToolNames, parseArguments, toClientTool } from './tool-input.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;

/**
 * A chat completion as a turn: system and developer messages are its instructions; what follows the
 * last message of the assistant is new; what stands before is the window, which the caller manages as
 * soon as it sends one. Throws `invalid_request` when nothing is new.
 */
export function fromChatRequest(body: ChatCompletionRequest): DoorInput {
  const spoken = body.messages.filter((message) => !isInstruction(message));
  const cut = spoken.findLastIndex((message) => message.role === 'assistant') + 1;
  const input = spoken.slice(cut).map(toModelMessage);
  if (input.length === 0) {
    const path = `messages[${body.messages.length - 1}].role`;
    throw new AppError(
      'invalid_request',
      `${path}: the last message has to be new: of role user or tool.`,
      { details: { path, expected: 'user | tool' } },
    );
  }
  const functions = (body.tools ?? []).map((tool) => tool.function);
  checkToolNames(functions, (index) => `tools[${index}].function.name`);
  return {
    input,
    history: cut === 0 ? undefined : spoken.slice(0, cut).map(toModelMessage),
    instructions: instructionsOf(body),
    clientTools: functions.map(toClientTool),
    settings: settingsOf(body),
  };
}

function isInstruction(message: ChatMessage): boolean {
  return message.role === 'system' || message.role === 'developer';
}

function instructionsOf(body: ChatCompletionRequest): string | undefined {
  const format = body.response_format;
  return joinInstructions([
    ...body.messages.filter(isInstruction).map((message) => toText(message.content ?? '')),
    format === undefined
      ? undefined
      : formatInstruction({
          type: format.type,
          schema: format.type === 'json_schema' ? format.json_schema.schema : undefined,
        }),
  ]);
}

function settingsOf(body: ChatCompletionRequest): ModelSettings {
  const { tool_choice: choice } = body;
  return toSettings({
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    stopSequences: typeof body.stop === 'string' ? [body.stop] : body.stop,
    toolChoice: typeof choice === 'object' ? { name: choice.function.name } : choice,
  });
}

function toText(content: ChatMessage['content']): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

function toModelMessage(message: ChatMessage): ModelMessage {
  switch (message.role) {
    case 'assistant':
      return toAssistant(message);
    case 'tool':
      return toToolResult(message);
    default:
      return { role: 'user', content: toUserParts(message.content) };
  }
}

function toUserParts(
  content: Exclude<Extract<ChatMessage, { role: 'user' }>['content'], undefined>,
): Extract<ModelMessage, { role: 'user' }>['content'] {
  if (typeof content === 'string') return [textPart(content)];
  return content.map((part) =>
    part.type === 'text' ? textPart(part.text) : imagePart(part.image_url.url),
  );
}

function toAssistant(message: Extract<ChatMessage, { role: 'assistant' }>): AssistantMessage {
  const text = toText(message.content);
  const calls = (message.tool_calls ?? []).map((call) => ({
    type: 'tool-call' as const,
    toolCallId: call.id,
    toolName: call.function.name,
    input: parseArguments(call.function.arguments),
  }));
  return { role: 'assistant', content: [...(text === '' ? [] : [textPart(text)]), ...calls] };
}

function toToolResult(message: Extract<ChatMessage, { role: 'tool' }>): ModelMessage {
  return {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: message.tool_call_id,
        // Not on this wire; the turn finds it in the call.
        toolName: '',
        output: { type: 'text', value: toText(message.content) },
      },
    ],
  };
}
