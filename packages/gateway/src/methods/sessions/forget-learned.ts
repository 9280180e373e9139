import { AppError } from '@homarus/base';
import type { MemoryLibrary } from '@homarus/memory';
import type { SessionRecord } from '@homarus/sessions';

/** What forgetting needs of the memory. */
export type ForgettingLibrary = Pick<MemoryLibrary, 'list' | 'forget'>;

const pageSize = 100;

/**
 * Forgets what memory learned in these sessions, and keeps it from being learned there again; what was
 * said stays in memory. Answers how many memories it were. May be repeated when it broke off.
 */
export async function forgetLearned(
  library: ForgettingLibrary | undefined,
  sessions: readonly SessionRecord[],
): Promise<number> {
  if (library === undefined) {
    throw new AppError('unsupported', 'forgetLearned: this memory cannot be changed from here.', {
      details: { path: 'forgetLearned' },
    });
  }
  let count = 0;
  for (const { accountId, userId, agentId, sessionId } of sessions) {
    const scope = { accountId, userId, agentId };
    for (;;) {
      const query = { sessionId, states: ['live', 'superseded'], limit: pageSize } as const;
      const { memories } = await library.list(scope, query);
      for (const { id } of memories) await library.forget(scope, id);
      count += memories.length;
      if (memories.length < pageSize) break;
    }
  }
  return count;
}
