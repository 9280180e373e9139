import type { SessionScope } from '../../scope.ts';

/** Scopes that share every name but one: the hardest to keep apart. */
export const worldScopes: readonly SessionScope[] = ['acct-a', 'acct-b'].flatMap((accountId) =>
  ['anna', 'bert'].flatMap((userId) =>
    ['main', 'coder'].flatMap((agentId) =>
      ['s-1', 's-2'].map((sessionId) => ({ accountId, userId, agentId, sessionId })),
    ),
  ),
);

/** All that shares a person: what this scope may see and change is in it. */
export function partitionOf({ accountId, userId }: SessionScope): string {
  return `${accountId}/${userId}`;
}

const letters = 'abcdefghij';

/**
 * A word that nothing else has and that says whose it is: `zq`, the number of its scope, `z`, a counter,
 * in letters. Whatever an answer holds of it can be told from its text alone.
 */
export function markerWord(scope: SessionScope, count: number): string {
  return `zq${inLetters(worldScopes.indexOf(scope))}z${inLetters(count)}q`;
}

function inLetters(count: number): string {
  return Array.from(String(count), (digit) => letters.charAt(Number(digit))).join('');
}

/** The scopes whose words stand anywhere in an answer. */
export function scopesMarkedIn(answer: unknown): ReadonlySet<SessionScope> {
  const words = JSON.stringify(answer ?? null).matchAll(/zq([a-j]+)z[a-j]+q/giu);
  const scopes = new Set<SessionScope>();
  for (const [, digits = ''] of words) {
    const index = Number(
      Array.from(digits.toLowerCase(), (letter) => letters.indexOf(letter)).join(''),
    );
    const scope = worldScopes[index];
    if (scope !== undefined) scopes.add(scope);
  }
  return scopes;
}
