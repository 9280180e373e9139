import { createHash } from 'node:crypto';

import { isAppError } from '@homarus/base';
import type { AppError, Clock, ErrorCode, Ids, Logger } from '@homarus/base';
import type {
  AfterTurnResult,
  IncomingMessage,
  MemoryService,
  SessionScope,
  Turn,
} from '@homarus/memory';
import { openOutbox } from '@homarus/outbox';
import type { Deliver, Outbox, OutboxOptions } from '@homarus/outbox';
import { isErasedRefusal } from '@homarus/protocol';
import type { MessageInput } from '@homarus/protocol';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import { ask } from './ask.ts';

export interface CaptureDeps {
  readonly client: MemoryClient;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly random: () => number;
}

export interface CaptureOptions {
  readonly outbox: OutboxOptions;
  /** How long a turn waits for the service before it is left to the outbox. */
  readonly timeoutMs: number;
}

/** Hands over what was said: at once, or through the outbox when the service is not there. */
export interface Capture {
  readonly outbox: Outbox;
  afterTurn(scope: SessionScope, turn: Turn): Promise<AfterTurnResult>;
  readonly ingest: MemoryService['ingest'];
}

/** Everything about a call that names it when it is sent again. */
interface Letter {
  readonly method: 'afterTurn' | 'ingest';
  readonly body: SessionScope & {
    readonly messages: readonly MessageInput[];
    readonly turnId?: string;
    readonly prePromptMessageCount?: number;
    readonly isHeartbeat?: boolean;
    readonly sentAt: number;
  };
}

/** How long learning may take of a turn that waits for it. */
const learnMs = 60_000;

/**
 * Opens the outbox and what goes through it. A turn has an id and its messages have dates before they are
 * sent, so that it does not matter how often and when they arrive. While anything of a conversation waits,
 * what follows waits behind it.
 */
export async function openCapture(deps: CaptureDeps, options: CaptureOptions): Promise<Capture> {
  const { client, clock, ids } = deps;
  const outbox = await openOutbox({ ...deps, deliver: delivery(deps) }, options.outbox);
  const dated = (message: IncomingMessage): MessageInput =>
    toInput({ createdAt: clock.now(), ...message });

  /** Sends, or leaves it to the outbox: undefined then. Rejects when the service will never take it. */
  const hand = async <Answer>(
    letter: Letter,
    key: string,
    send: () => Promise<Answer>,
  ): Promise<Answer | undefined> => {
    const lane = laneOf(letter.body);
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
  };

  return {
    outbox,
    async afterTurn(scope, { wait = false, messages, ...turn }) {
      const turnId = turn.turnId ?? ids.next('turn');
      const sentAt = turn.sentAt ?? clock.now();
      const body = { ...scope, ...turn, turnId, messages: messages.map(dated), sentAt };
      const timeoutMs = wait ? learnMs : options.timeoutMs;
      const answer = await hand({ method: 'afterTurn', body }, keyOf(scope, turnId), () =>
        ask(client.afterTurn(wait ? { ...body, wait } : body, { timeoutMs })),
      );
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
      const key = keyOf(scope, ...named.map(({ id = '' }) => id));
      const { timeoutMs } = options;
      const answer = await hand({ method: 'ingest', body }, key, () =>
        ask(client.ingest(body, { timeoutMs })),
      );
      if (answer === undefined) {
        return { ingested: messages.length, duplicates: 0, isDeferred: true };
      }
      return { ingested: answer.ingested, duplicates: answer.duplicates };
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

function delivery({ client, log }: CaptureDeps): Deliver {
  return async ({ key, body }, attempt, signal) => {
    try {
      await post(client, body as Letter, { signal });
      return 'delivered';
    } catch (error) {
      if (isErasedRefusal(error)) {
        log.info('What an erased person had said is let go of', { key });
        return 'delivered';
      }
      const isHopeless = isRefusal(error) || (isAppError(error) && error.code === 'internal');
      if (!isHopeless || attempt < patientAttempts) throw error;
      log.error('The memory service does not take what was said; it is put aside', { key, error });
      return 'refused';
    }
  };
}

async function post(
  client: MemoryClient,
  { method, body }: Letter,
  options: MemoryCallOptions,
): Promise<void> {
  await (method === 'afterTurn'
    ? ask(client.afterTurn(body, options))
    : ask(client.ingest(body, options)));
}

function laneOf({ accountId, userId, agentId, sessionId }: SessionScope): string {
  return JSON.stringify([accountId, userId, agentId, sessionId]);
}

function keyOf(scope: SessionScope, ...names: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([laneOf(scope), names]))
    .digest('hex');
}

/** With lists that may be changed, as schemas infer them. */
export function toInput({ content, ...message }: IncomingMessage): MessageInput {
  return {
    ...message,
    content: typeof content === 'string' ? content : content.map((part) => ({ ...part })),
  };
}
