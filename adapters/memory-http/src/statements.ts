import type { Clock } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { MemoryClient } from '@homarus/sdk';

import { ask } from './ask.ts';
import { keyOf, laneOf } from './outbox-calls.ts';
import { ownerOf } from './library.ts';
import type { StoreAndForward } from './store-and-forward.ts';

export interface StatementsDeps {
  readonly client: MemoryClient;
  readonly forward: StoreAndForward;
  readonly clock: Clock;
}

/**
 * What people ask to be remembered and forgotten. A statement, and a memory that is named by its id, wait
 * in the outbox while the service is not there (`queued`), in the order in which they were asked for. What
 * is to be forgotten by its words has to be looked for: that rejects with `unavailable` or `timeout`.
 */
export function createStatements(
  { client, forward, clock }: StatementsDeps,
  options: { readonly timeoutMs: number },
): Pick<MemoryService, 'remember' | 'forget'> {
  return {
    async remember(scope, request) {
      const owner = ownerOf(scope);
      const { saidAt = clock.now() } = request;
      const body = { ...owner, ...request, saidAt };
      const answer = await forward.send({
        call: { method: 'remember', body },
        lane: laneOf(owner),
        key: keyOf(owner, 'remember', String(saidAt), request.text),
        now: () => ask(client.remember(body, options)),
      });
      if (answer === undefined) return { action: 'queued' };
      return { action: answer.action, id: answer.id };
    },
    async forget(scope, request) {
      const owner = ownerOf(scope);
      const body = { ...owner, ...request };
      const now = async () => {
        const { ok: _ok, ...result } = await ask(client.forget(body, options));
        return result;
      };
      if (!('memoryId' in request)) return now();
      const { memoryId } = request;
      const answer = await forward.send({
        call: { method: 'forget', body: { ...owner, memoryId } },
        lane: laneOf(owner),
        key: keyOf(owner, 'forget', memoryId),
        now,
      });
      return answer ?? { action: 'queued' };
    },
  };
}
