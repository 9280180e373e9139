import { AppError, type Clock } from '@homarus/base';

import type { AdminStore, MemberKind } from './admin-store.ts';

/** Knows which users and agents of the accounts may be spoken for. */
export interface MemberGate {
  /** Throws `forbidden` when the user or agent is disabled. */
  require(accountId: string, kind: MemberKind, id: string): Promise<void>;
  /** Notes that it exists, so that it stands in the lists. */
  note(accountId: string, kind: MemberKind, id: string): Promise<void>;
  /** Forgets what it knew: something was changed. */
  reset(): void;
}

/** What another process changed is heeded after this time. */
const knownForMs = 5000;
const maxKnown = 10_000;

export function createMemberGate(store: AdminStore, clock: Clock): MemberGate {
  const known = new Map<string, { readonly until: number; readonly isNoted: boolean }>();
  const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
  const keep = (key: string, isNoted: boolean): void => {
    if (known.size >= maxKnown) known.clear();
    known.set(key, { until: clock.now() + knownForMs, isNoted });
  };
  return {
    async require(accountId, kind, id) {
      const key = keyOf(accountId, kind, id);
      if ((known.get(key)?.until ?? 0) > clock.now()) return;
      const member = await store.getMember(accountId, kind, id);
      if (member?.disabledAt !== undefined) {
        throw new AppError('forbidden', `The ${kind} ${JSON.stringify(id)} is disabled.`, {
          details: { path: `${kind}Id` },
        });
      }
      keep(key, member !== undefined);
    },
    async note(accountId, kind, id) {
      const key = keyOf(accountId, kind, id);
      if (known.get(key)?.isNoted === true) return;
      await store.noteMember({
        accountId,
        kind,
        id,
        name: undefined,
        createdAt: clock.now(),
        disabledAt: undefined,
      });
      keep(key, true);
    },
    reset: () => known.clear(),
  };
}
