import { isAppError, isErased } from '@homarus/base';
import type { AppError, Clock, ErrorCode, Logger } from '@homarus/base';
import { openOutbox } from '@homarus/outbox';
import type { Deliver, Outbox, OutboxOptions } from '@homarus/outbox';
import type { MemoryClient } from '@homarus/sdk';

import { post } from './letters.ts';
import type { Letter } from './letters.ts';

export interface PostOfficeDeps {
  readonly client: MemoryClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
}

export interface Handing<Answer> {
  readonly letter: Letter;
  /** Letters of one lane arrive in their order: while one of them waits, the next ones wait behind it. */
  readonly lane: string;
  /** Names the letter: one that waits is not kept twice. */
  readonly key: string;
  /** Sends it at once. */
  readonly send: () => Promise<Answer>;
}

/** Hands letters over: at once, or through the outbox while the service is not there. */
export interface PostOffice {
  readonly outbox: Outbox;
  /** Undefined when the letter waits on disk. Rejects when the service will never take it. */
  hand<Answer>(handing: Handing<Answer>): Promise<Answer | undefined>;
}

export async function openPostOffice(
  deps: PostOfficeDeps,
  options: OutboxOptions,
): Promise<PostOffice> {
  const outbox = await openOutbox({ ...deps, deliver: delivery(deps) }, options);
  return {
    outbox,
    async hand({ letter, lane, key, send }) {
      if (!outbox.holds(lane) && outbox.status().problem === undefined) {
        try {
          return await send();
        } catch (error) {
          if (isRefusal(error)) throw error;
          deps.log.warn('The memory service is not there; what was said waits on disk', { error });
        }
      }
      await outbox.put({ key, lane, body: letter });
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

function delivery({ client, log }: PostOfficeDeps): Deliver {
  return async ({ key, body }, attempt, signal) => {
    try {
      await post(client, body as Letter, { signal });
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
