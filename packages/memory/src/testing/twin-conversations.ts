import type { ConversationStore, PreparedCompaction } from '../ports/conversation-store.ts';
import { sessionKeyOf } from '../scope-key.ts';

interface Kept {
  readonly prepared: PreparedCompaction;
  readonly owner: string;
  isUsed: boolean;
}

export function createTwinConversations(): ConversationStore {
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
  };
}
