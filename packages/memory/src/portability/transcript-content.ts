import type { MessagePart } from '../message.ts';
import { isObject } from './document.ts';

/** What was said: without reasoning and without the bytes of pictures. */
export function contentOf(content: unknown): string | MessagePart[] | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content.filter(isPart).flatMap((part) => {
    if (part.type === 'thinking' || part.type === 'redacted_thinking') return [];
    const { data: _bytes, ...said } = part;
    return [part.type === 'image' ? said : part];
  });
}

function isPart(part: unknown): part is MessagePart {
  if (!isObject(part)) return false;
  const isText = part['text'] === undefined || typeof part['text'] === 'string';
  return typeof part['type'] === 'string' && isText;
}
