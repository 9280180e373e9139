import { isAppError, isErased } from '@homarus/base';
import type { AppError, Clock, ErrorCode, Logger } from '@homarus/base';
import { openOutbox } from '@homarus/outbox';
import type { Deliver, Outbox, OutboxOptions } from '@homarus/outbox';
import type { MemoryClient } from '@homarus/sdk';

import { post } from './outbox-calls.ts';
import type { OutboxCall } from './outbox-calls.ts';

export interface StoreAndForwardDeps {
  readonly client: MemoryClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
}

export interface Sending<Answer> {
  readonly call: OutboxCall;
  /** Calls of one lane arrive in their order: while one of them waits, the next ones wait behind it. */
  readonly lane: string;
  /** Names the call: one that waits is not kept twice. */
  readonly key: string;
  /** Sends it at once. */
  readonly now: () => Promise<Answer>;
}

/** Hands calls over: at once, or through the outbox while the service is not there. */
export interface StoreAndForward {
  readonly outbox: Outbox;
  /** Undefined when the call waits on disk. Rejects when the service will never take it. */
  send<Answer>(sending: Sending<Answer>): Promise<Answer | undefined>;
}

export async function openStoreAndForward(
  deps: StoreAndForwardDeps,
  options: OutboxOptions,
): Promise<StoreAndForward> {
  const outbox = await openOutbox({ ...deps, deliver: delivery(deps) }, options);
  return {
    outbox,
    async send({ call, lane, key, now }) {
      if (!outbox.holds(lane) && outbox.status().problem === undefined) {
        try {
          return await now();
        } catch (error) {
          if (isRefusal(error)) throw error;
          deps.log.warn('The memory service is not there; what was said waits on disk', { error });
        }
      }
      await outbox.put({ key, lane, body: call });
      return undefined;
    },
  };
}

/** What the service says of a call that it will never take. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'invalid_request',
  'forbidden',
  'conflict',
  'payload_too_large',
  'unsupported',
]);

function isRefusal(error: unknown): error is AppError {
  return isAppError(error) && refusals.has(error.code);
}

/** One refusal may be the word of a proxy before a service that starts; a bug may be mended soon. */
const patientAttempts = 5;

function delivery({ client, log }: StoreAndForwardDeps): Deliver {
  return async ({ key, body }, attempt, signal) => {
    try {
      await post(client, body as OutboxCall, { signal });
      return 'delivered';
    } catch (error) {
      if (isErased(error)) {
        log.info('What was said by a person who was erased since is dropped', { key });
        return 'dropped';
      }
      const isHopeless = isRefusal(error) || (isAppError(error) && error.code === 'internal');
      if (!isHopeless || attempt < patientAttempts) throw error;
      log.error('The memory service does not take what was said; it is put aside', { key, error });
      return 'refused';
    }
  };
}
