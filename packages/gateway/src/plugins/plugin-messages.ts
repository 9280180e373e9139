import type { ModelMessage } from '@homarus/models';
import type {
  PluginAssistantMessage,
  PluginMessage,
  PluginTextPart,
  PluginToolCallPart,
  PluginToolResultMessage,
  PluginUserMessage,
} from '@homarus/plugin-api';

import { outputTextOf } from '../turns/message-text.ts';

/** Where a message stands in the log. */
export interface MessagePlace {
  readonly id?: string;
  readonly timestamp?: number;
}

/** A message as plugins know it; the results of several calls are messages of their own. */
export function toPluginMessages(
  message: ModelMessage,
  place: MessagePlace = {},
): readonly PluginMessage[] {
  switch (message.role) {
    case 'user':
      return [{ ...place, role: 'user', content: message.content.map(toUserPart) }];
    case 'assistant':
      return [{ ...place, role: 'assistant', content: toAssistantParts(message) }];
    case 'tool':
      return message.content.flatMap((part) =>
        part.type === 'tool-result'
          ? [
              {
                ...place,
                role: 'toolResult' as const,
                toolCallId: part.toolCallId,
                toolName: part.toolName,
                isError: part.output.type.startsWith('error'),
                content: [{ type: 'text' as const, text: outputTextOf(part) }],
              },
            ]
          : [],
      );
    default:
      return [];
  }
}

type Of<R extends ModelMessage['role']> = Extract<ModelMessage, { role: R }>;

function toUserPart(part: Of<'user'>['content'][number]) {
  return part.type === 'text'
    ? { type: 'text' as const, text: part.text }
    : { type: 'file' as const, mimeType: part.mediaType };
}

function toAssistantParts({
  content,
}: Of<'assistant'>): readonly (PluginTextPart | PluginToolCallPart)[] {
  return content.flatMap((part): readonly (PluginTextPart | PluginToolCallPart)[] => {
    if (part.type === 'text') return [{ type: 'text' as const, text: part.text }];
    if (part.type !== 'tool-call') return [];
    const { toolCallId: id, toolName: name, input } = part;
    // A copy: plugins may change what they are given.
    return [{ type: 'toolCall' as const, id, name, arguments: structuredClone(input) }];
  });
}

/**
 * A message that a plugin made. Undefined for a role that has no place in a window (system). Throws a
 * `TypeError` for what is no message.
 */
export function fromPluginMessage(message: PluginMessage): ModelMessage | undefined {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: partsOf(message.content).map(fromUserPart) };
    case 'assistant':
      return { role: 'assistant', content: partsOf(message.content).flatMap(fromAssistantPart) };
    case 'toolResult':
      return fromToolResult(message);
    default:
      return undefined;
  }
}

function partsOf<T>(content: string | readonly T[]): readonly (T | PluginTextPart)[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function fromUserPart(part: Exclude<PluginUserMessage['content'], string>[number]) {
  const text = part.type === 'text' ? part.text : `[a file: ${part.mimeType}]`;
  return { type: 'text' as const, text };
}

function fromAssistantPart(
  part: Exclude<PluginAssistantMessage['content'], string>[number],
): Of<'assistant'>['content'] {
  if (part.type === 'text') return [{ type: 'text', text: part.text }];
  if (part.type !== 'toolCall') return [];
  const { id: toolCallId, name: toolName, arguments: input } = part;
  return [{ type: 'tool-call', toolCallId, toolName, input }];
}

function fromToolResult(message: PluginToolResultMessage): ModelMessage {
  const { toolCallId, toolName, isError, content } = message;
  const value = partsOf(content)
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n');
  const output = { type: isError ? ('error-text' as const) : ('text' as const), value };
  return { role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName, output }] };
}
