import { errorText, isErased, withDeadline } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { RunRecord, SessionEntry } from '@homarus/sessions';

import { toMemoryMessages } from './to-memory.ts';

/**
 * Hands the entries of one run over to memory, under the run's id, so that doing it twice does no
 * harm. Resolves with why it did not work, or undefined when memory has acknowledged the turn, or must
 * not have it because its person was erased.
 */
export type Remember = (
  run: Pick<RunRecord, 'accountId' | 'userId' | 'agentId' | 'sessionId' | 'runId'>,
  entries: readonly SessionEntry[],
  /** Default: as it was created with. */
  limit?: { readonly timeoutMs?: number },
) => Promise<string | undefined>;

export function createRemember(
  deps: { readonly memory: MemoryService; readonly log: Logger },
  usualTimeoutMs: number,
): Remember {
  return async (run, entries, { timeoutMs = usualTimeoutMs } = {}) => {
    const { accountId, userId, agentId, sessionId, runId } = run;
    const messages = entries.flatMap(toMemoryMessages);
    if (messages.length === 0) return undefined;
    try {
      await withDeadline({ timeoutMs, name: 'memory.afterTurn' }, () =>
        deps.memory.afterTurn(
          { accountId, userId, agentId, sessionId },
          { messages, turnId: runId, sentAt: Math.max(...entries.map((entry) => entry.createdAt)) },
        ),
      );
      return undefined;
    } catch (error) {
      if (isErased(error)) {
        deps.log.info('A turn of a person who was erased since is not remembered', { runId });
        return undefined;
      }
      deps.log.warn('Memory did not take a turn; it is handed over later', {
        runId,
        error: errorText(error),
      });
      return `remember: ${errorText(error)}`;
    }
  };
}
