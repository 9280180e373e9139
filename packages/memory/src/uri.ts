import type { MemoryCategory } from './category.ts';
import type { OwnerSpace, Scope } from './scope.ts';

/** `ctx://<account>/users/<user>/memories/<category>/<slug>`, or `.../agents/<agent>/...` for an agent's own. */
export function toMemoryUri(
  scope: Scope,
  memory: {
    readonly ownerSpace: OwnerSpace;
    readonly category: MemoryCategory;
    readonly slug: string;
  },
): string {
  const owner = memory.ownerSpace.startsWith('agent:')
    ? `agents/${part(scope.agentId)}`
    : `users/${part(scope.userId)}`;
  return `ctx://${part(scope.accountId)}/${owner}/memories/${memory.category}/${part(memory.slug)}`;
}

/** The slug that a memory's URI ends with. */
export function slugOf(uri: string): string {
  return unpart(uri.slice(uri.lastIndexOf('/') + 1));
}

/** `ctx://<account>/sessions/<session>/messages/<id>`. */
export function toMessageUri(message: {
  readonly accountId: string;
  readonly sessionId: string;
  readonly id: string;
}): string {
  const { accountId, sessionId, id } = message;
  return `ctx://${part(accountId)}/sessions/${part(sessionId)}/messages/${part(id)}`;
}

/** `ctx://<account>/sessions/<session>/archives/<n>`. */
export function toArchiveUri(archive: {
  readonly accountId: string;
  readonly sessionId: string;
  readonly number: number;
}): string {
  const { accountId, sessionId, number } = archive;
  return `ctx://${part(accountId)}/sessions/${part(sessionId)}/archives/${number}`;
}

/** The same thing of another account. */
export function toAccountUri(uri: string, accountId: string): string {
  return uri.replace(/^ctx:\/\/[^/]+/u, () => `ctx://${part(accountId)}`);
}

/** A message URI taken apart; undefined for any other text. */
export function parseMessageUri(
  uri: string,
): { readonly accountId: string; readonly sessionId: string; readonly id: string } | undefined {
  const match = /^ctx:\/\/([^/]+)\/sessions\/([^/]+)\/messages\/([^/]+)$/u.exec(uri);
  if (match === null) return undefined;
  const [accountId = '', sessionId = '', id = ''] = match.slice(1).map(unpart);
  return { accountId, sessionId, id };
}

/** One segment of a URI: letters of all languages stay readable, what has a meaning there is escaped. */
function part(text: string): string {
  return text.replaceAll(/[\s/?#%\\]/gu, (character) => encodeURIComponent(character));
}

function unpart(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
