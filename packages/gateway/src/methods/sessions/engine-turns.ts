import type { Ids } from '@homarus/base';

import type { Caller } from '../../rpc/method.ts';
import type { Turns } from '../../turns/turns.ts';
import type { RunWish, StartedRun } from '../chat/start-run.ts';
import type { SessionTurns } from './sessions-deps.ts';

export interface EngineParts {
  readonly turns: Turns;
  /** As `chat.send` does. */
  readonly startRun: (caller: Caller, wish: RunWish) => Promise<StartedRun>;
  readonly ids: Ids;
}

/** The turn engine as the methods of sessions use it. */
export function engineTurns({ turns, startRun, ids }: EngineParts): SessionTurns {
  return {
    send: async ({ caller, idempotencyKey = ids.next('run'), ...wish }) => {
      const started = await startRun(caller, { ...wish, idempotencyKey });
      const { runId, status } = started;
      return { runId, status: status === 'known' ? started.state : status };
    },
    abort: async ({ sessionKey, runId }) => {
      if (runId === undefined) return turns.abort({ sessionKey });
      const [turn] = turns.active({ runId });
      return turn?.sessionKey === sessionKey ? turns.abort({ runId }) : [];
    },
    compact: async ({ sessionKey }) => {
      const { sessionId, compaction } = await turns.compact({ sessionKey, force: true });
      if (compaction === undefined) return { compacted: false, reason: 'nothing to compact' };
      const { summary, firstKeptPosition, tokensBefore, tokensAfter } = compaction;
      const firstKeptEntryId = `${sessionId}:${firstKeptPosition}`;
      return {
        compacted: true,
        result: { summary, firstKeptEntryId, tokensBefore, tokensAfter },
      };
    },
  };
}
