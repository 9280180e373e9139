import { singleLine } from '@homarus/base';

import { textOf } from '../message-text.ts';
import type { IncomingMessage } from '../message.ts';

/** What the caller's window already holds, so that it is not put in twice. */
export interface Window {
  /** True when a message of this id, or a message with these words in it, is in the window. */
  holds(id: string, text: string): boolean;
}

/** Shorter texts stand in longer ones by chance. */
const minContainedLength = 12;

export function windowOf(messages: readonly IncomingMessage[], prompt: string): Window {
  const ids = new Set(messages.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const texts = [...messages.map(({ content }) => textOf(content)), prompt].map(singleLine);
  const whole = new Set(texts);
  const all = texts.join('\n');
  return {
    holds(id, text) {
      const line = singleLine(text);
      if (ids.has(id) || whole.has(line)) return true;
      return line.length >= minContainedLength && all.includes(line);
    },
  };
}
