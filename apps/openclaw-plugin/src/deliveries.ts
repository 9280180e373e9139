import { createHash } from 'node:crypto';

import type { MessageInput } from '@homarus/protocol';

import type { EngineSession } from './engine/engine-types.ts';
import { toMemoryMessages } from './host/to-memory-message.ts';
import type { HostMessage } from './host/host-message.ts';
import { identityOf, toId } from './identity.ts';
import type { MemoryLink } from './memory-link.ts';
import type { OutboxEntry } from './outbox/outbox-entry.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Settings } from './settings.ts';

export interface TurnDelivery {
  /** The same for the same turn, however often it is handed over. */
  readonly key: string;
  readonly messages: readonly HostMessage[];
  readonly isHeartbeat: boolean;
}

/** What is handed to the memory server, by way of the outbox. */
export interface Deliveries {
  /** Resolves when the turn is durable; `duplicate` when it was handed over before. */
  addTurn(session: EngineSession, turn: TurnDelivery): Promise<'added' | 'duplicate'>;
  /** What a conversation had before this plugin saw it. Safe to repeat. */
  addHistory(session: EngineSession, messages: readonly HostMessage[]): Promise<void>;
  /** Sends what waits. Never rejects. */
  drain(): Promise<void>;
  report: Outbox['report'];
}

const sendTimeoutMs = 30_000;
/** How long a reply waits for the server when the disk has refused a turn. */
const directTimeoutMs = 1000;
const historyPiece = 500;

/** Sends one entry of the outbox: a call of the memory API by its name. */
export function createSend(link: MemoryLink): (entry: OutboxEntry) => Promise<void> {
  return async ({ body }) => {
    const { method, params } = body as { readonly method: string; readonly params: object };
    await link.call({ timeoutMs: sendTimeoutMs }, (client, options) =>
      client.call(method, params, options),
    );
  };
}

export function createDeliveries(
  { outbox, link }: { readonly outbox: Outbox; readonly link: MemoryLink },
  settings: Settings,
): Deliveries {
  const scopeOf = ({ sessionId, sessionKey }: EngineSession) => ({
    ...identityOf(settings, sessionKey),
    sessionId: toId(sessionId),
  });
  return {
    async addTurn(session, { key, messages, isHeartbeat }) {
      const turn = toMemoryMessages(messages);
      if (turn.length === 0) return 'duplicate';
      const params = {
        ...scopeOf(session),
        turnId: idOfKey(key),
        messages: turn,
        ...(isHeartbeat ? { isHeartbeat } : {}),
      };
      return addOrSend({ outbox, link }, { key: `turn ${key}`, params });
    },
    async addHistory(session, messages) {
      const history = toMemoryMessages(messages);
      for (let start = 0; start < history.length; start += historyPiece) {
        const piece = history.slice(start, start + historyPiece);
        const params = { ...scopeOf(session), messages: piece };
        const key = `history ${session.sessionId} ${digest(JSON.stringify(piece))}`;
        await outbox.add({ key, body: { method: 'bootstrap', params } });
      }
    },
    drain: outbox.drain,
    report: outbox.report,
  };
}

interface TurnCall {
  readonly key: string;
  readonly params: { readonly turnId: string; readonly messages: readonly MessageInput[] };
}

/** A turn that the disk does not take goes straight to the server; rejects when that fails, too. */
async function addOrSend(
  { outbox, link }: { readonly outbox: Outbox; readonly link: MemoryLink },
  { key, params }: TurnCall,
): Promise<'added' | 'duplicate'> {
  const body = { method: 'after_turn', params };
  try {
    return await outbox.add({ key, body });
  } catch (refused) {
    const sent = link.call({ timeoutMs: directTimeoutMs, isHasty: true }, (client, options) =>
      client.call(body.method, params, options),
    );
    await sent.catch(() => {
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
