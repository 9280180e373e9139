import type { MessageContent } from './message.ts';

/** Tool results nest; deeper than this nothing is said any more. */
const maxDepth = 8;

/** What a model thought is not something that was said. */
const silentTypes: ReadonlySet<string> = new Set(['reasoning', 'thinking', 'redacted_thinking']);

/** Where parts of the common wire formats keep their words; the first that has some counts. */
const textFields = ['text', 'content', 'output', 'result', 'value', 'caption', 'alt'] as const;

/**
 * What a message says, for search and quotes: text parts, tool results however they nest, and the
 * caption or alternative text of pictures, one line break between parts. Calls of tools, binary data
 * and a model's reasoning say nothing.
 */
export function textOf(content: MessageContent): string {
  return textsOf(content, 0).join('\n');
}

function textsOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (depth > maxDepth || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsOf(item, depth + 1));
  return 'type' in value ? textsOfPart({ ...value }, depth) : [];
}

function textsOfPart(part: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  if (silentTypes.has(String(part['type']))) return [];
  if (part['type'] === 'json' && typeof part['value'] === 'object') {
    return [JSON.stringify(part['value'])];
  }
  for (const field of textFields) {
    const texts = textsOf(part[field], depth + 1);
    if (texts.length > 0) return texts;
  }
  return [];
}
