import type { MemoryAccess } from '@homarus/memory';
import type { MemoryClient } from '@homarus/sdk';

import { ask, askFor } from './ask.ts';
import { toInput } from './outbox-calls.ts';
import { ownerOf } from './library.ts';

/** What a gateway needs of the lifecycle of a conversation, over the wire. */
export function httpConversations(client: MemoryClient): MemoryAccess['conversations'] {
  return {
    async prepareCompaction(scope, { messages, signal } = {}) {
      const body = {
        ...scope,
        ...(messages === undefined ? {} : { messages: messages.map(toInput) }),
      };
      const { ok: _ok, ...prepared } = await ask(
        client.prepareCompaction(body, signal === undefined ? {} : { signal }),
      );
      return prepared;
    },
    async compact(scope, { messages, signal, ...request } = {}) {
      const body = {
        ...scope,
        ...request,
        ...(messages === undefined ? {} : { messages: messages.map(toInput) }),
      };
      const { ok: _ok, ...result } = await ask(
        client.compact(body, { timeoutMs: compactMs, ...(signal === undefined ? {} : { signal }) }),
      );
      return {
        ...result,
        summary: result.summary ?? undefined,
        archiveUri: result.archiveUri ?? undefined,
        firstKeptMessageId: result.firstKeptMessageId ?? undefined,
      };
    },
    async getSession(scope) {
      const answer = await askFor(client.sessions.get(scope.sessionId, ownerOf(scope)));
      if (answer === undefined) return undefined;
      const { ok: _ok, firstMessageAt, lastMessageAt, ...session } = answer;
      return {
        ...session,
        firstMessageAt: firstMessageAt ?? undefined,
        lastMessageAt: lastMessageAt ?? undefined,
      };
    },
  };
}

/** The service learns for at most 10 s and waits for a model for at most 15. */
const compactMs = 30_000;
