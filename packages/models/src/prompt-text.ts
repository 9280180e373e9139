import type { ModelMessage, ModelPrompt } from './types.ts';

/** The words of one message: its text parts, in order, joined by line ends. */
export function textOfMessage(message: ModelMessage): string {
  if (message.role === 'system') return message.content;
  return message.content
    .map((part) => (part.type === 'text' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** What the person said last; empty when they sent no words. */
export function lastUserText(prompt: ModelPrompt): string {
  const message = prompt.findLast(({ role }) => role === 'user');
  return message === undefined ? '' : textOfMessage(message);
}
