import type { IncomingMessage, MessageContent } from '../message.ts';
import { toContentHash } from './content-hash.ts';
import { cutContent, toText } from './content.ts';

/** An incoming message, read: what it says and what names it. */
export interface PreparedMessage {
  readonly incoming: IncomingMessage;
  readonly content: MessageContent;
  readonly text: string;
  readonly contentHash: string;
}

export function prepareMessage(incoming: IncomingMessage): PreparedMessage {
  const content = cutContent(incoming.content);
  const text = toText(content);
  return { incoming, content, text, contentHash: toContentHash(text, content) };
}
