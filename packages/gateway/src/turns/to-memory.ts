import type { IncomingMessage, MessagePart } from '@homarus/memory';
import type { ModelMessage } from '@homarus/models';
import type { SessionEntry } from '@homarus/sessions';

import { memoryToolNames } from '../tools/index.ts';
import { outputTextOf } from './message-text.ts';
import type { ToolResultPart } from './message-text.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
type UserMessage = Extract<ModelMessage, { role: 'user' }>;

/** What of an entry memory needs; a message of a window that has no entry has no position either. */
type Source = Pick<SessionEntry, 'message' | 'isEcho'> & Partial<SessionEntry>;

/**
 * The messages that memory keeps of one entry of the log. The text of an assistant, its calls
 * (`tool`) and their results (`toolResult`) are messages of their own. Ids are made of the entry's
 * position: an entry that is handed over twice has the same ones. Pictures stay in the log; memory
 * keeps that there was one. What memory's own tools said is an echo.
 */
export function toMemoryMessages(entry: Source): readonly IncomingMessage[] {
  const { message, isEcho } = entry;
  switch (message.role) {
    case 'user':
      return [{ ...basicsOf(entry, ''), role: 'user', content: userContent(message), isEcho }];
    case 'assistant':
      return [...assistantText(entry, message), ...assistantCalls(entry, message)];
    case 'tool':
      return message.content
        .filter((part) => part.type === 'tool-result')
        .map((part, index) => toolResult(entry, part, index));
    default:
      return [];
  }
}

function basicsOf(entry: Source, suffix: string): Pick<IncomingMessage, 'id' | 'createdAt'> {
  return {
    ...(entry.position === undefined ? {} : { id: `entry${entry.position}${suffix}` }),
    ...(entry.createdAt === undefined ? {} : { createdAt: entry.createdAt }),
  };
}

function userContent(message: UserMessage): IncomingMessage['content'] {
  const [first, ...others] = message.content;
  if (first?.type === 'text' && others.length === 0) return first.text;
  return message.content.map((part): MessagePart => {
    if (part.type === 'text') return { type: 'text', text: part.text };
    const url = part.data.type === 'url' ? { url: String(part.data.url) } : {};
    return { type: 'file', mediaType: part.mediaType, ...url };
  });
}

function assistantText(entry: Source, message: AssistantMessage): readonly IncomingMessage[] {
  const text = message.content
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n');
  if (text === '') return [];
  return [{ ...basicsOf(entry, ''), role: 'assistant', content: text, isEcho: entry.isEcho }];
}

type ToolCallPart = Extract<AssistantMessage['content'][number], { type: 'tool-call' }>;

function assistantCalls(entry: Source, message: AssistantMessage): readonly IncomingMessage[] {
  return message.content
    .filter((part) => part.type === 'tool-call')
    .map((part, index) => toolCall(entry, part, index));
}

function toolCall(entry: Source, part: ToolCallPart, index: number): IncomingMessage {
  const { toolCallId, toolName, input } = part;
  const text = `${toolName} ${JSON.stringify(input)}`;
  return {
    ...basicsOf(entry, `.call${index}`),
    role: 'tool',
    content: [{ type: 'toolCall', text, toolCallId, toolName, input }],
    isEcho: memoryToolNames.has(toolName),
  };
}

function toolResult(entry: Source, part: ToolResultPart, index: number): IncomingMessage {
  const { toolCallId, toolName } = part;
  return {
    ...basicsOf(entry, `.result${index}`),
    role: 'toolResult',
    content: [{ type: 'toolResult', text: outputTextOf(part), toolCallId, toolName }],
    isEcho: memoryToolNames.has(toolName),
  };
}
