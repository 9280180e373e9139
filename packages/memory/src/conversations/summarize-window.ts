import { estimateTokens } from '@homarus/base';

import { summarize } from '../archive/summarize.ts';
import { textOf } from '../message-text.ts';
import type { IncomingMessage } from '../message.ts';
import { cutInjected } from '../text/injection.ts';
import { containsSecret } from '../text/secrets.ts';
import type { CompactResult } from './conversations.ts';
import { cutOf, tokensOf } from './kept-tail.ts';

export interface WindowToSummarize {
  /** The window, in order, with the ids that the answer names. */
  readonly messages: readonly IncomingMessage[];
  /** Of what stood before the window; it is taken into the new summary. */
  readonly previous: string | undefined;
  /** As for {@link CompactRequest}. */
  readonly tokenBudget: number;
  readonly force: boolean;
}

/**
 * Compacts a window without a memory: by rules alone, and with nothing stored or learned. For hosts whose
 * memory is not to keep this conversation.
 */
export function summarizeWindow({
  messages,
  previous,
  tokenBudget,
  force,
}: WindowToSummarize): Omit<CompactResult, 'archiveUri'> {
  const told = messages.map(({ id, role, content, isEcho = false }, position) => ({
    id,
    role,
    isEcho,
    position,
    text: cutInjected(textOf(content)),
  }));
  const before = estimateTokens(previous ?? '');
  const tokensBefore = before + tokensOf(told);
  if (told.length === 0) {
    return {
      compacted: false,
      reason: 'empty',
      summary: previous,
      tokensBefore,
      tokensAfter: tokensBefore,
      firstKeptMessageId: undefined,
    };
  }
  const last = told.length - 1;
  const cut = force ? last : cutOf(told, last, tokenBudget - before);
  const left = told.slice(0, cut + 1);
  const kept = told.slice(cut + 1);
  const summary = summarize({ messages: left, memories: [], previous, hasSecret: containsSecret });
  return {
    compacted: true,
    summary,
    tokensBefore,
    tokensAfter: estimateTokens(summary) + tokensOf(kept),
    firstKeptMessageId: kept[0]?.id,
  };
}
