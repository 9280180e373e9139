import { truncate } from '@homarus/base';
import type { MessageInput } from '@homarus/protocol';

import { toId } from '../identity.ts';
import { partsOf, textOf, timeOf } from './host-message.ts';
import type { HostMessage } from './host-message.ts';

/** What one text may have, in characters: ten times this and a call would be refused for its size. */
const maxText = 1_000_000;
/** Of what a tool answered; more of it is of no use to a memory. */
const maxToolText = 200_000;

/** Messages as the memory takes them; those that say nothing, or have a role of the host's own, are left out. */
export function toMemoryMessages(messages: readonly HostMessage[]): readonly MessageInput[] {
  return messages.flatMap((message) => toMemoryMessage(message) ?? []);
}

function toMemoryMessage(message: HostMessage): MessageInput | undefined {
  const role = roles.get(message.role);
  if (role === undefined) return undefined;
  const content = partsOf(message).flatMap((part) => toPart(part, role) ?? []);
  if (content.length === 0) return undefined;
  const createdAt = timeOf(message);
  const id = idOf(message);
  return {
    role,
    content: onlyText(content) ?? content,
    ...(id === undefined ? {} : { id }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...nameOf(message),
  };
}

const roles: ReadonlyMap<string, MessageInput['role']> = new Map([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['toolResult', 'toolResult'],
  ['tool', 'toolResult'],
]);

type Part = Readonly<Record<string, unknown>>;
interface MemoryPart {
  readonly type: string;
  readonly text?: string;
  readonly [field: string]: unknown;
}

function onlyText([first, ...others]: readonly MemoryPart[]): string | undefined {
  return first?.type === 'text' && others.length === 0 ? first.text : undefined;
}

/** Texts, calls, and that there was a file; not its bytes, and not what a model thought. */
function toPart(part: Part, role: MessageInput['role']): MemoryPart | undefined {
  const type = typeof part['type'] === 'string' ? part['type'] : '';
  const max = role === 'toolResult' ? maxToolText : maxText;
  if (type === 'text') {
    const text = typeof part['text'] === 'string' ? part['text'] : '';
    return text.trim() === '' ? undefined : { type, text: truncate(text, max) };
  }
  if (type === 'toolCall' || type === 'toolUse') return toCall(part);
  if (type === 'image' || type === 'file' || type === 'audio') {
    const { mimeType } = part;
    return { type, ...(typeof mimeType === 'string' ? { mimeType } : {}) };
  }
  return undefined;
}

function toCall({ id, name, arguments: given, input }: Part): MemoryPart {
  const text = JSON.stringify(given ?? input ?? {});
  return { type: 'toolCall', id, name, arguments: truncate(text, maxToolText) };
}

/** The results of several calls are one entry of a log, and must not be one message. */
function idOf({ id, toolCallId }: HostMessage): string | undefined {
  if (typeof id !== 'string' || id === '') return undefined;
  return toId(typeof toolCallId === 'string' ? `${id}/${toolCallId}` : id);
}

function nameOf({ toolName }: HostMessage): { readonly name?: string } {
  return typeof toolName === 'string' && toolName !== '' ? { name: toId(toolName) } : {};
}

/** The latest messages of a window, texts alone, within a size that is quick to send. */
export function toWindowMessages(
  messages: readonly HostMessage[],
  maxCharacters: number,
): readonly MessageInput[] {
  const window: MessageInput[] = [];
  let left = maxCharacters;
  for (const message of messages.toReversed()) {
    const role = roles.get(message.role);
    const text = textOf(message);
    if (role === undefined || text === '') continue;
    left -= text.length;
    if (left < 0) break;
    const id = idOf(message);
    window.unshift({ role, content: text, ...(id === undefined ? {} : { id }) });
  }
  return window;
}
