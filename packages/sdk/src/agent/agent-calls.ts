import type { Ids } from '@homarus/base';
import type { AgentAccepted, AgentResult, GatewayMethods } from '@homarus/protocol';

import type { GatewayCalls } from '../client/gateway-calls.ts';

type AgentParams = GatewayMethods['agent']['params'];

export type AgentWish = Omit<AgentParams, 'idempotencyKey'> & {
  /** Becomes the run's id. Default: a new one. */
  readonly idempotencyKey?: string;
};

export interface AgentRunOptions {
  readonly signal?: AbortSignal;
  /** Default: no limit but the gateway's own. */
  readonly timeoutMs?: number;
  /** The first answer: the run was accepted. */
  readonly onAccepted?: (accepted: AgentAccepted) => void;
}

/** Turns that are asked for as a whole, without a stream. */
export interface AgentCalls {
  /**
   * Runs a turn and resolves with its end. A connection that is lost in between does not matter: the
   * turn goes on, and its end is asked for again.
   */
  run(wish: AgentWish, options?: AgentRunOptions): Promise<AgentResult>;
}

export function createAgentCalls({
  call,
  ids,
}: Pick<GatewayCalls, 'call'> & { readonly ids: Ids }): AgentCalls {
  return {
    run: (wish, { signal, timeoutMs = 0, onAccepted } = {}) =>
      call(
        'agent',
        { ...wish, idempotencyKey: wish.idempotencyKey ?? ids.next('run') },
        {
          signal,
          timeoutMs,
          onAccepted: (payload) => onAccepted?.(payload as AgentAccepted),
        },
      ),
  };
}
