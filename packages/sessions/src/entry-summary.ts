import { singleLine, truncate } from '@homarus/base';

import type { NewSessionEntry } from './session-records.ts';

/** Characters of the first and the last message that a list shows. */
export const summaryLength = 240;

/** What some entries add to their session's tally. */
export interface EntrySummary {
  readonly messages: number;
  readonly firstMessage: string | undefined;
  readonly lastMessage: string | undefined;
  readonly lastInteractionAt: number | undefined;
}

export function summarizeEntries(entries: readonly NewSessionEntry[]): EntrySummary {
  const said = entries.filter(({ message: { role } }) => role === 'user' || role === 'assistant');
  const users = entries.filter(({ message }) => message.role === 'user');
  const texts = said.map(toSummary).filter((text) => text !== '');
  return {
    messages: said.length,
    firstMessage: users.map(toSummary).find((text) => text !== ''),
    lastMessage: texts.at(-1),
    lastInteractionAt: users.at(-1)?.createdAt,
  };
}

/** The text of an entry in one line, cut; empty when it has none. */
function toSummary({ message }: NewSessionEntry): string {
  const { content } = message;
  const text =
    typeof content === 'string'
      ? content
      : content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
  return truncate(singleLine(text.replaceAll(/\p{Cc}/gu, ' ')).toWellFormed(), summaryLength);
}
