import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { ResponsesItem, ResponsesPart, ResponsesRequest } from '@homarus/protocol';

import { formatInstruction, imagePart, joinInstructions, textPart } from './content-input.ts';
import type { UserPart } from './content-input.ts';
import type { DoorInput } from './door-input.ts';
import { toSettings } from './settings-input.ts';
import { checkToolNames, parseArguments, toClientTool } from './tool-input.ts';

type MessageItem = Extract<ResponsesItem, { type: 'message' }>;

/**
 * A response request as a turn: items after the last one of the assistant are new; what stands before
 * is the window, which the caller manages as soon as it sends one, unless it continues an earlier
 * response. Throws `invalid_request` when nothing is new.
 */
export function fromResponsesRequest(body: ResponsesRequest): DoorInput {
  const items = toItems(body.input);
  const spoken = items.filter((item) => !isInstruction(item) && item.type !== 'reasoning');
  const cut = spoken.findLastIndex(isAssistant) + 1;
  const input = spoken.slice(cut).flatMap(toModelMessage);
  if (input.length === 0) {
    throw new AppError(
      'invalid_request',
      'input: the last item has to be new: a message of the user or a function_call_output.',
      { details: { path: 'input', expected: 'user | function_call_output' } },
    );
  }
  const isManaged = cut > 0 && body.previous_response_id === undefined;
  const tools = body.tools ?? [];
  checkToolNames(tools, (index) => `tools[${index}].name`);
  return {
    input,
    history: isManaged ? mergeAssistant(spoken.slice(0, cut).flatMap(toModelMessage)) : undefined,
    instructions: instructionsOf(body, items),
    clientTools: tools.map(toClientTool),
    settings: toSettings({
      maxOutputTokens: body.max_output_tokens,
      temperature: body.temperature,
      topP: body.top_p,
      toolChoice: body.tool_choice,
    }),
  };
}

function toItems(input: ResponsesRequest['input']): readonly ResponsesItem[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : input;
}

function isInstruction(item: ResponsesItem): item is MessageItem {
  return item.type === 'message' && (item.role === 'system' || item.role === 'developer');
}

function isAssistant(item: ResponsesItem): boolean {
  return item.type === 'function_call' || (item.type === 'message' && item.role === 'assistant');
}

function instructionsOf(
  body: ResponsesRequest,
  items: readonly ResponsesItem[],
): string | undefined {
  const format = body.text?.format;
  return joinInstructions([
    body.instructions,
    ...items.filter(isInstruction).map((item) => toText(item.content)),
    format === undefined
      ? undefined
      : formatInstruction({
          type: format.type,
          schema: format.type === 'json_schema' ? format.schema : undefined,
        }),
  ]);
}

function toText(content: string | readonly ResponsesPart[]): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => {
      if (part.type === 'input_image') return '';
      return part.type === 'refusal' ? part.refusal : part.text;
    })
    .join('\n');
}

function toModelMessage(item: ResponsesItem): readonly ModelMessage[] {
  switch (item.type) {
    case 'message':
      return [toSpoken(item)];
    case 'function_call': {
      const { call_id: toolCallId, name: toolName } = item;
      const input = parseArguments(item.arguments);
      return [{ role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] }];
    }
    case 'function_call_output':
      return [
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: item.call_id,
              // Not on this wire; the turn finds it in the call.
              toolName: '',
              output: { type: 'text', value: toText(item.output) },
            },
          ],
        },
      ];
    default:
      return [];
  }
}

function toSpoken(item: MessageItem): ModelMessage {
  if (item.role === 'assistant') {
    return { role: 'assistant', content: [textPart(toText(item.content))] };
  }
  if (typeof item.content === 'string') return { role: 'user', content: [textPart(item.content)] };
  return {
    role: 'user',
    content: item.content.map((part): UserPart =>
      part.type === 'input_image' ? imagePart(part.image_url) : textPart(toText([part])),
    ),
  };
}

/** A message and the calls after it are items of their own here, but one message to a model. */
function mergeAssistant(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const merged: ModelMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (message.role === 'assistant' && last?.role === 'assistant') {
      merged[merged.length - 1] = { ...last, content: [...last.content, ...message.content] };
    } else merged.push(message);
  }
  return merged;
}
