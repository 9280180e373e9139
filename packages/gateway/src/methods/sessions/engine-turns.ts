import { AppError } from '@homarus/base';
import type { Ids } from '@homarus/base';

import type { Turns } from '../../turns/turns.ts';
import type { TurnEvent } from '../../turns/turn.ts';
import type { SendMessage, SessionTurns } from './sessions-deps.ts';

export interface EngineParts {
  readonly turns: Turns;
  readonly ids: Ids;
}

/** The turn engine as the methods of sessions use it. */
export function engineTurns({ turns, ids }: EngineParts): SessionTurns {
  return {
    send: async (message) => {
      if (message.attachments.length > 0) {
        throw new AppError('unsupported', 'attachments: send them with chat.send.', {
          details: { path: 'attachments' },
        });
      }
      const runId = message.idempotencyKey ?? ids.next('run');
      const { sessionKey } = message;
      const isQueued = turns.active({ sessionKey }).length > 0;
      const events = turns.start({ ...toRequest(message), runId });
      if (isQueued) return { runId, status: 'queued' };
      await untilAccepted(events);
      return { runId, status: 'started' };
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

function toRequest({ caller, sessionKey, agentId, message, timeoutMs = 0 }: SendMessage) {
  return {
    sessionKey,
    agentId,
    userId: caller.userId,
    input: [{ role: 'user' as const, content: [{ type: 'text' as const, text: message }] }],
    // The turn goes on when its caller is gone.
    signal: timeoutMs === 0 ? new AbortController().signal : AbortSignal.timeout(timeoutMs),
  };
}

/** Resolves when the message is durable; rejects with why it was refused. */
async function untilAccepted(events: AsyncIterable<TurnEvent>): Promise<void> {
  for await (const event of events) {
    if (event.type === 'accepted') return;
    if (event.type === 'finished' && event.error !== undefined) throw event.error;
  }
}
