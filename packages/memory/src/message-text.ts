import type { MessageContent, MessagePart } from './message.ts';

/** The searchable text of a message: its text parts, tool results, captions of images; one part a line. */
export function textOf(content: MessageContent): string {
  if (typeof content === 'string') return content;
  return content
    .map(textOfPart)
    .filter((text) => text !== '')
    .join('\n');
}

/** Where parts of the common wire formats keep their words. */
const textFields = ['text', 'content', 'output', 'result', 'caption', 'alt', 'input_text'] as const;

function textOfPart(part: MessagePart): string {
  for (const field of textFields) {
    const text = textOfValue(part[field]);
    if (text !== '') return text;
  }
  return '';
}

function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => (isPart(item) ? textOfPart(item) : textOfValue(item)))
      .filter((text) => text !== '')
      .join('\n');
  }
  return isPart(value) ? textOfPart(value) : '';
}

function isPart(value: unknown): value is MessagePart {
  return typeof value === 'object' && value !== null && 'type' in value;
}
