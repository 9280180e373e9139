import { errorText, isAppError } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { Candidate, ExtractionInput, Extractor } from '../extract/candidate.ts';

export interface ExtractEachOptions {
  readonly extract: Extractor;
  readonly log: Logger;
  readonly signal?: AbortSignal;
}

/**
 * Extracts from all messages together; when that meets a bug, from each alone, and passes over the ones
 * that it is in: one message must not keep its conversation from being learned from. Rejects with an
 * expected failure (a model that is away) and with an abort.
 */
export async function extractEach(
  input: ExtractionInput,
  { extract, log, signal }: ExtractEachOptions,
): Promise<readonly Candidate[]> {
  const options = signal === undefined ? {} : { signal };
  try {
    return await extract(input, options);
  } catch (error) {
    if (isAppError(error) || signal?.aborted === true) throw error;
    const { messages, before } = input;
    const [first, ...others] = messages;
    if (first !== undefined && others.length === 0) {
      log.error('A message could not be learned from', {
        messageId: first.id,
        sessionId: first.sessionId,
        error: errorText(error),
      });
      return [];
    }
    const found: Candidate[] = [];
    for (const [index, message] of messages.entries()) {
      const alone = { messages: [message], before: [...before, ...messages.slice(0, index)] };
      found.push(...(await extractEach(alone, { extract, log, ...options })));
    }
    return found;
  }
}
