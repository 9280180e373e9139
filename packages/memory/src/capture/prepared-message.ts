import { textOf } from '../message-text.ts';
import type { IncomingMessage, MessageContent, MessagePart } from '../message.ts';
import { cutInjected } from '../text/injection.ts';
import { toContentHash } from './content-hash.ts';

/** An incoming message, read: what it says and what names it. */
export interface PreparedMessage {
  readonly incoming: IncomingMessage;
  /** As it is stored: without the blocks that memory itself had put there. */
  readonly content: MessageContent;
  readonly text: string;
  readonly contentHash: string;
}

export function prepareMessage(incoming: IncomingMessage): PreparedMessage {
  const content = cutContent(incoming.content);
  const text = cutInjected(textOf(content)).trim();
  return { incoming, content, text, contentHash: toContentHash(text, content) };
}

function cutContent(content: MessageContent): MessageContent {
  return typeof content === 'string' ? cutInjected(content) : content.map((part) => cutPart(part));
}

function cutPart(part: MessagePart): MessagePart {
  if (typeof part.text !== 'string') return part;
  const text = cutInjected(part.text);
  return text === part.text ? part : { ...part, text };
}
