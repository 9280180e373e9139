import type { GatewayClient } from '@homarus/sdk';

import { toProblem } from '../problems/problem.ts';
import type { Attachment } from './attachments.ts';
import type { Waiting } from './chat-item.ts';
import { dropPending } from './conversation-state.ts';
import type { ConversationState } from './conversation-state.ts';
import type { PendingMessage } from './to-items.ts';

export interface NewMessage {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The id of an earlier message whose place it takes; what runs meanwhile is stopped. */
  readonly replaces?: string | undefined;
}

/** The way of a message into the open conversation; what becomes of it is seen in its state. */
export interface Outbox {
  send(message: NewMessage): Promise<void>;
  /** Sends a message again that did not get through. It is never said twice. */
  sendAgain(runId: string): Promise<void>;
  /** Takes back a message that waits, and answers its text. */
  takeBack(runId: string): Promise<string>;
}

export interface OutboxDeps {
  readonly client: () => GatewayClient;
  readonly state: ConversationState;
  readonly now: () => number;
  readonly nextRunId: () => string;
}

export function createOutbox({ client, state, now, nextRunId }: OutboxDeps): Outbox {
  const { key, pending } = state;
  const sent = new Map<string, NewMessage>();

  const setWaiting = (waiting: Waiting): void => {
    pending.value = pending.value.map((message) =>
      message.waiting.runId === waiting.runId ? { ...message, waiting } : message,
    );
  };

  const deliver = async (
    runId: string,
    { text, attachments, replaces }: NewMessage,
  ): Promise<void> => {
    setWaiting({ runId, state: 'sending' });
    try {
      const { status } = await client().call('chat.send', {
        sessionKey: key.value,
        message: text,
        attachments: attachments.map(({ name, mimeType, dataUrl }) => ({
          fileName: name,
          mimeType,
          content: dataUrl,
        })),
        ...(replaces === undefined
          ? {}
          : { replaceMessageId: replaces, queueMode: 'replace' as const }),
        idempotencyKey: runId,
      });
      sent.delete(runId);
      if (status === 'queued') setWaiting({ runId, state: 'queued' });
    } catch (error) {
      setWaiting({ runId, state: 'failed', problem: toProblem(error) });
    }
  };

  return {
    async send(message) {
      const runId = nextRunId();
      sent.set(runId, message);
      pending.value = [...pending.value, toPending(runId, message, now())];
      await deliver(runId, message);
    },
    async sendAgain(runId) {
      const message = sent.get(runId);
      if (message !== undefined) await deliver(runId, message);
    },
    async takeBack(runId) {
      const message = pending.value.find(({ waiting }) => waiting.runId === runId);
      if (message?.waiting.state === 'queued')
        await client().call('chat.abort', { sessionKey: key.value, runId });
      dropPending(state, runId);
      return message?.text ?? '';
    },
  };
}

function toPending(runId: string, { text, attachments }: NewMessage, at: number): PendingMessage {
  const files = attachments.map(({ name, mimeType, dataUrl }) => ({
    name,
    mimeType,
    ...(mimeType.startsWith('image/') ? { picture: dataUrl } : {}),
  }));
  return { kind: 'user', id: runId, text, files, at, waiting: { runId, state: 'sending' } };
}
