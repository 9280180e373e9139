import { createHash } from 'node:crypto';

import type { IncomingMessage, RememberRequest, Scope, SessionScope } from '@homarus/memory';
import type { MessageInput } from '@homarus/protocol';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import { ask } from './ask.ts';

interface Conversation extends SessionScope {
  readonly messages: readonly MessageInput[];
  readonly sentAt: number;
}

/** A call that may wait on disk: with everything that makes it the same call when it is sent again. */
export type OutboxCall =
  | {
      readonly method: 'afterTurn';
      readonly body: Conversation & {
        readonly turnId: string;
        readonly prePromptMessageCount?: number;
        readonly isHeartbeat?: boolean;
      };
    }
  | { readonly method: 'ingest'; readonly body: Conversation }
  | { readonly method: 'remember'; readonly body: Scope & RememberRequest }
  | { readonly method: 'forget'; readonly body: Scope & { readonly memoryId: string } };

/** Sends a call. Rejects when it did not arrive, or was refused. */
export async function post(
  client: MemoryClient,
  call: OutboxCall,
  options: MemoryCallOptions,
): Promise<void> {
  switch (call.method) {
    case 'afterTurn':
      await ask(client.afterTurn(call.body, options));
      return;
    case 'ingest':
      await ask(client.ingest(call.body, options));
      return;
    case 'remember':
      await ask(client.remember(call.body, options));
      return;
    case 'forget':
      await ask(client.forget(call.body, options));
      return;
    default:
      call satisfies never;
  }
}

/** What keeps its order: a conversation, or what an agent was told to remember and forget for a person. */
export function laneOf({ accountId, userId, agentId, sessionId }: Scope): string {
  return JSON.stringify([accountId, userId, agentId, sessionId]);
}

export function keyOf(scope: Scope, ...names: readonly string[]): string {
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
