import type { Ids } from '@homarus/base';
import type { ChatSendResult, GatewayMethods } from '@homarus/protocol';

import { followRun } from './follow-run.ts';
import type { RunFollower, RunFollowerDeps } from './follow-run.ts';
import type { RunPlace } from './recover-run.ts';
import type { RunEvent } from './run-event.ts';

type SendParams = GatewayMethods['chat.send']['params'];

export type ChatMessage = Omit<SendParams, 'idempotencyKey'> & {
  /** Becomes the run's id. Default: a new one. */
  readonly idempotencyKey?: string;
};

export interface ChatOptions {
  /** Stops the answer. */
  readonly signal?: AbortSignal;
}

/** One answer that is on its way. */
export interface ChatRun {
  readonly runId: string;
  readonly sessionKey: string;
  readonly status: ChatSendResult['status'];
  /** For one reader. The last event is `end`; a failure is such an end, nothing is thrown. */
  readonly events: AsyncIterable<RunEvent>;
  /** Stops the answer; `events` end with `aborted`. */
  abort(): Promise<void>;
}

/** Conversations as streams. */
export interface Chat {
  /**
   * Sends a message, and resolves when the gateway has it. Rejects like `call`. The answer survives
   * lost connections: what was missed is read from the log.
   */
  send(message: ChatMessage, options?: ChatOptions): Promise<ChatRun>;
  /** Joins a run that goes on already: `inFlightRun` of a history. */
  follow(place: RunPlace, options?: ChatOptions): ChatRun;
}

type ChatDeps = RunFollowerDeps & { readonly ids: Ids };

export function createChat(deps: ChatDeps): Chat {
  const { call, ids } = deps;

  const toRun = (
    place: RunPlace,
    follower: RunFollower,
    { status, signal }: ChatOptions & Pick<ChatRun, 'status'>,
  ): ChatRun => {
    const abort = async (): Promise<void> => {
      await call('chat.abort', { ...place });
    };
    // An answer that cannot be stopped goes on; its events tell how it ends.
    const onAbort = (): void => void abort().catch(() => undefined);
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    return { ...place, status, abort, events: follower.events };
  };

  return {
    async send(message, { signal } = {}) {
      const { sessionKey } = message;
      const runId = message.idempotencyKey ?? ids.next('run');
      const place = { sessionKey, runId };
      const follower = followRun(deps, place);
      try {
        const { status } = await call('chat.send', { ...message, idempotencyKey: runId });
        // Used before: what it says may have been said already.
        if (status !== 'started' && status !== 'queued') follower.recover();
        return toRun(place, follower, { status, ...(signal === undefined ? {} : { signal }) });
      } catch (error) {
        follower.stop();
        throw error;
      }
    },
    follow(place, options = {}) {
      const follower = followRun(deps, place);
      follower.recover();
      return toRun(place, follower, { ...options, status: 'in_flight' });
    },
  };
}
