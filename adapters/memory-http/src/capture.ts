import type { Clock, Ids } from '@homarus/base';
import type {
  AfterTurnResult,
  IncomingMessage,
  MemoryService,
  SessionScope,
  Turn,
} from '@homarus/memory';
import type { MessageInput } from '@homarus/protocol';
import type { MemoryClient } from '@homarus/sdk';

import { ask } from './ask.ts';
import { keyOf, laneOf, toInput } from './outbox-calls.ts';
import type { StoreAndForward } from './store-and-forward.ts';

export interface CaptureDeps {
  readonly client: MemoryClient;
  readonly forward: StoreAndForward;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Hands over what was said: at once, or through the outbox when the service is not there. */
export interface Capture {
  afterTurn(scope: SessionScope, turn: Turn): Promise<AfterTurnResult>;
  readonly ingest: MemoryService['ingest'];
}

/** How long learning may take of a turn that waits for it. */
const learnMs = 60_000;

/**
 * A turn has an id and its messages have dates before they are sent, so that it does not matter how often
 * and when they arrive. `timeoutMs`: how long a turn waits for the service before it is left to the outbox.
 */
export function createCapture(
  { client, forward, clock, ids }: CaptureDeps,
  { timeoutMs }: { readonly timeoutMs: number },
): Capture {
  const dated = (message: IncomingMessage): MessageInput =>
    toInput({ createdAt: clock.now(), ...message });
  return {
    async afterTurn(scope, { wait = false, messages, ...turn }) {
      const turnId = turn.turnId ?? ids.next('turn');
      const sentAt = turn.sentAt ?? clock.now();
      const body = { ...scope, ...turn, turnId, messages: messages.map(dated), sentAt };
      const limit = { timeoutMs: wait ? learnMs : timeoutMs };
      const answer = await forward.send({
        call: { method: 'afterTurn', body },
        lane: laneOf(scope),
        key: keyOf(scope, turnId),
        now: () => ask(client.afterTurn(wait ? { ...body, wait } : body, limit)),
      });
      if (answer === undefined) {
        return { status: 'committed', stored: messages.length, jobId: undefined, isDeferred: true };
      }
      const { status, stored, jobId, added, updated = 0, superseded = 0, skipped = 0 } = answer;
      const learned =
        added === undefined ? {} : { learned: { added, updated, superseded, skipped } };
      return { status, stored, jobId: jobId ?? undefined, ...learned };
    },
    async ingest(scope, messages, { sentAt = clock.now() } = {}) {
      const named = messages.map((message) => dated({ id: ids.next('message'), ...message }));
      const body = { ...scope, messages: named, sentAt };
      const answer = await forward.send({
        call: { method: 'ingest', body },
        lane: laneOf(scope),
        key: keyOf(scope, ...named.map(({ id = '' }) => id)),
        now: () => ask(client.ingest(body, { timeoutMs })),
      });
      if (answer === undefined) {
        return { ingested: messages.length, duplicates: 0, isDeferred: true };
      }
      return { ingested: answer.ingested, duplicates: answer.duplicates };
    },
  };
}
