import { singleLine, truncate } from '@homarus/base';

import { textOf, timeOf } from '../host/host-message.ts';
import type { HostMessage } from '../host/host-message.ts';
import type { Parts } from '../parts.ts';
import type { CompactAnswer, CompactRequest } from './engine-types.ts';
import { estimateMessage, estimateMessages } from './estimate.ts';

const defaultBudget = 32_000;
const maxLines = 40;
const maxLine = 240;

/** Cuts the last window that was seen, at a question of the person, and lists what was asked before. */
export async function compactLocally(
  { notes, conversations }: Parts,
  { sessionId, tokenBudget, currentTokenCount }: CompactRequest,
): Promise<CompactAnswer> {
  const { window, tokenBudget: lastBudget } = conversations.of(sessionId);
  const tokens = estimateMessages(window);
  const size = Math.min(tokenBudget ?? lastBudget ?? defaultBudget, tokens);
  const at = cutIndex(window, Math.floor(size / 2));
  const first = window[at];
  const keepFrom = first === undefined ? undefined : timeOf(first);
  if (first === undefined || keepFrom === undefined) {
    return { ok: false, compacted: false, reason: 'no earlier message can be left out' };
  }
  const note = await notes.get(sessionId);
  const summary = summarize(note.cut?.summary, window.slice(0, at));
  await notes.change(sessionId, { cut: { keepFrom, summary, origin: 'local' } });
  const tokensBefore = currentTokenCount ?? tokens;
  const saved = estimateMessages(window.slice(0, at));
  return {
    ok: true,
    compacted: true,
    result: {
      summary,
      ...(typeof first.id === 'string' ? { firstKeptEntryId: first.id } : {}),
      tokensBefore,
      tokensAfter: Math.max(0, tokensBefore - saved),
    },
  };
}

/** The earliest question from which on everything fits; else the last one; 0: there is none. */
function cutIndex(window: readonly HostMessage[], maxTokens: number): number {
  let left = maxTokens;
  let at = 0;
  for (let index = window.length - 1; index > 0; index -= 1) {
    const message = window[index];
    if (message === undefined) continue;
    left -= estimateMessage(message);
    if (left < 0 && at > 0) break;
    if (message.role === 'user') at = index;
  }
  return at === 0 ? window.length : at;
}

function summarize(earlier: string | undefined, messages: readonly HostMessage[]): string {
  const lines = messages
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map((message) => ({ role: message.role, text: singleLine(textOf(message)) }))
    .filter(({ text }) => text !== '')
    .map(({ role, text }) => `- ${role}: ${truncate(text, maxLine)}`);
  const kept = lines.slice(-maxLines);
  const left = lines.length - kept.length;
  return [
    ...(earlier === undefined ? [] : [earlier, '']),
    ...(left > 0 ? [`- (${left} more)`] : []),
    ...kept,
  ].join('\n');
}
