import type { SessionRow, SessionsChangedEvent } from '@homarus/protocol';

/**
 * The list after a change; undefined when it has to be read anew, for a session that it does not have
 * and the event does not describe.
 */
export function withChange(
  rows: readonly SessionRow[],
  { sessionKey, reason, ts: _ts, ...change }: SessionsChangedEvent,
): readonly SessionRow[] | undefined {
  const others = rows.filter(({ key }) => key !== sessionKey);
  const isGone = reason === 'delete' || change.archived === true;
  if (isGone) return others;
  const known = rows.find(({ key }) => key === sessionKey);
  // The first words of a new conversation are its title: only the gateway has it.
  if (known === undefined || (reason === 'turn' && known.derivedTitle === undefined))
    return undefined;
  return inOrder([...others, { ...known, ...change }]);
}

/** Pinned ones first, then last used first. */
export function inOrder(rows: readonly SessionRow[]): readonly SessionRow[] {
  return rows.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt);
}
