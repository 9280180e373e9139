import { createHash } from 'node:crypto';

import type { Clock } from '@homarus/base';
import type { OutboxEntry } from '@homarus/outbox';

import type { EngineSession } from './engine/engine-types.ts';
import { toMemoryMessages } from './host/to-memory-message.ts';
import type { HostMessage } from './host/host-message.ts';
import { identityOf, toId } from './identity.ts';
import type { MemoryLink } from './memory-link.ts';
import type { LazyOutbox } from './lazy-outbox.ts';
import type { Settings } from './settings.ts';

export interface TurnDelivery {
  /** The same for the same turn, however often it is handed over. */
  readonly key: string;
  readonly messages: readonly HostMessage[];
  readonly isHeartbeat: boolean;
}

/** What a person asked for while the server could not be told. */
export interface MemoryRequest {
  readonly method: 'remember' | 'forget';
  /** With whose memory; the account is that of when it is sent. */
  readonly params: object;
}

/** What is handed to the memory server, by way of the outbox. */
export interface Deliveries {
  /** Resolves when the turn is durable; `duplicate` when it was handed over before. */
  addTurn(session: EngineSession, turn: TurnDelivery): Promise<'added' | 'duplicate'>;
  /** What a conversation had before this plugin saw it. Safe to repeat. */
  addHistory(session: EngineSession, messages: readonly HostMessage[]): Promise<void>;
  /** Resolves when the request is durable. Safe to repeat. */
  addRequest(request: MemoryRequest): Promise<void>;
  /** Sends what waits. Never rejects. */
  drain(): Promise<void>;
  report: LazyOutbox['report'];
}

const sendTimeoutMs = 30_000;
/** How long a reply waits for the server when the disk has refused a turn. */
const directTimeoutMs = 1000;
const historyPiece = 500;

/**
 * Sends one entry of the outbox: a call of the memory API by its name. The account is that of now: one
 * that was set wrongly must not keep turns from arriving after it was mended.
 */
export function createSend(
  link: MemoryLink,
  { accountId }: Settings,
  timeoutMs = sendTimeoutMs,
): (entry: OutboxEntry) => Promise<void> {
  const account = accountId === undefined ? {} : { accountId };
  return async ({ body }) => {
    const { method, params } = body as { readonly method: string; readonly params: object };
    await link.call({ timeoutMs }, (client, options) =>
      client.call(method, { ...params, ...account }, options),
    );
  };
}

export function createDeliveries(
  {
    outbox,
    link,
    clock,
  }: {
    readonly outbox: LazyOutbox;
    readonly link: MemoryLink;
    readonly clock: Pick<Clock, 'now'>;
  },
  settings: Settings,
): Deliveries {
  const scopeOf = ({ sessionId, sessionKey }: EngineSession) => {
    const { accountId: _ofNow, ...identity } = identityOf(settings, sessionKey);
    return { ...identity, sessionId: toId(sessionId) };
  };
  const send = createSend(link, settings, directTimeoutMs);
  return {
    async addTurn(session, { key, messages, isHeartbeat }) {
      const turn = toMemoryMessages(messages);
      if (turn.length === 0) return 'duplicate';
      const params = {
        ...scopeOf(session),
        turnId: idOfKey(key),
        messages: turn,
        sentAt: clock.now(),
        ...(isHeartbeat ? { isHeartbeat } : {}),
      };
      return addOrSend(outbox, send, {
        key: `turn ${key}`,
        lane: session.sessionId,
        body: { method: 'after_turn', params },
      });
    },
    async addHistory(session, messages) {
      const history = toMemoryMessages(messages);
      for (let start = 0; start < history.length; start += historyPiece) {
        const piece = history.slice(start, start + historyPiece);
        const params = { ...scopeOf(session), messages: piece, sentAt: clock.now() };
        const key = `history ${session.sessionId} ${digest(JSON.stringify(piece))}`;
        await outbox.add({ key, lane: session.sessionId, body: { method: 'bootstrap', params } });
      }
    },
    async addRequest({ method, params }) {
      const key = `${method} ${digest(JSON.stringify(params))}`;
      await outbox.add({ key, lane: method, body: { method, params } });
    },
    drain: outbox.drain,
    report: outbox.report,
  };
}

/** A turn that the disk does not take goes straight to the server; rejects when that fails, too. */
async function addOrSend(
  outbox: LazyOutbox,
  send: (entry: OutboxEntry) => Promise<void>,
  entry: OutboxEntry,
): Promise<'added' | 'duplicate'> {
  try {
    return await outbox.add(entry);
  } catch (refused) {
    await send(entry).catch(() => {
      throw refused;
    });
    return 'added';
  }
}

/** An id that the memory takes; a host's own one where it fits. */
function idOfKey(key: string): string {
  return key.length <= 200 && !/\p{Cc}/u.test(key) ? key : digest(key);
}

/** Names what a host gave no name to. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
