import type { ConversationStore, PreparedCompaction } from '../ports/conversation-store.ts';
import type { StoredMessage } from '../message.ts';
import type { MessageCounts } from '../ports/conversation-store.ts';
import { sessionKeyOf } from '../scope-key.ts';
import type { TwinState } from './twin-state.ts';

interface Kept {
  readonly prepared: PreparedCompaction;
  readonly owner: string;
  isUsed: boolean;
}

export function createTwinConversations(state: TwinState): ConversationStore {
  const tokens = new Map<string, Kept>();
  return {
    addCompaction: async (scope, prepared) => {
      tokens.set(prepared.token, { prepared, owner: sessionKeyOf(scope), isUsed: false });
    },
    redeemCompaction: async (scope, token, now) => {
      const kept = tokens.get(token);
      if (kept === undefined || kept.owner !== sessionKeyOf(scope)) return { status: 'foreign' };
      if (kept.isUsed) return { status: 'used' };
      if (kept.prepared.expiresAt <= now) return { status: 'expired' };
      kept.isUsed = true;
      return { status: 'redeemed', prepared: kept.prepared };
    },
    countMessages: async (scope) => count(state.session(scope).messages),
    listArchives: async (scope, { limit }) =>
      state.session(scope).archives.toReversed().slice(0, limit),
    replaceArchive: async (scope, archive) => {
      const { archives } = state.session(scope);
      const last = archives.at(-1);
      if (last?.number !== archive.number || last.isProvisional !== true) return false;
      archives.splice(-1, 1, structuredClone(archive));
      return true;
    },
  };
}

function count(messages: readonly StoredMessage[]): MessageCounts {
  const times = messages.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b);
  const messagesByRole: Partial<Record<StoredMessage['role'], number>> = {};
  for (const { role } of messages) messagesByRole[role] = (messagesByRole[role] ?? 0) + 1;
  return {
    messages: messages.length,
    messagesByRole,
    firstMessageAt: times[0],
    lastMessageAt: times.at(-1),
  };
}
