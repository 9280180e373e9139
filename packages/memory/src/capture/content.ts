import type { MessageContent, MessagePart } from '../message.ts';
import { cutInjected } from '../text/injection.ts';

/** Tool results nest; deeper than this nothing is said any more. */
const maxDepth = 8;

/** What a model thought is not something that was said. */
const silentTypes: ReadonlySet<string> = new Set(['reasoning', 'thinking', 'redacted_thinking']);

/** The content as it is stored: every text without the blocks that memory itself had put there. */
export function cutContent(content: MessageContent): MessageContent {
  return typeof content === 'string' ? cutInjected(content) : content.map((part) => cutPart(part));
}

function cutPart(part: MessagePart): MessagePart {
  if (typeof part.text !== 'string') return part;
  const text = cutInjected(part.text);
  return text === part.text ? part : { ...part, text };
}

/**
 * What a content says, for search and quotes: text parts, tool results however they nest
 * (`content`, or the AI SDK's `output`), and the caption or alternative text of pictures; one line
 * break between parts. Calls of tools, binary data and a model's reasoning say nothing.
 */
export function toText(content: MessageContent): string {
  return textsOf(content, 0)
    .map((text) => cutInjected(text).trim())
    .filter((text) => text !== '')
    .join('\n');
}

function textsOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > maxDepth || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsOf(item, depth + 1));
  return textsOfPart(value as Readonly<Record<string, unknown>>, depth);
}

function textsOfPart(part: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  if (typeof part['type'] === 'string' && silentTypes.has(part['type'])) return [];
  if (typeof part['text'] === 'string') return [part['text']];
  if (part['content'] !== undefined) return textsOf(part['content'], depth + 1);
  if (part['output'] !== undefined) return textsOfOutput(part['output'], depth + 1);
  return [part['caption'], part['alt']].filter((text) => typeof text === 'string');
}

/** The AI SDK writes `{ type: 'text' | 'json' | 'content', value }`. */
function textsOfOutput(output: unknown, depth: number): readonly string[] {
  if (typeof output !== 'object' || output === null || !('value' in output)) {
    return textsOf(output, depth);
  }
  const { value } = output;
  const isJson = 'type' in output && output.type === 'json';
  return isJson && typeof value === 'object' ? [JSON.stringify(value)] : textsOf(value, depth);
}
