import { createHash } from 'node:crypto';

import type { MemoryCategory } from '../category.ts';
import { isSelfCategory } from '../category.ts';
import type { Scope, SessionScope } from '../scope.ts';

/** Readable words of a slug, in characters. */
const slugLength = 32;

/**
 * `ctx://<account>/users/<user>/memories/<category>/<slug>`, or `.../agents/<agent>/...` for what an
 * agent learned about its work. The slug is the statement's first words and a short hash of the
 * memory's id: unique and, as it never changes, stable, whatever becomes of the wording.
 */
export function memoryUri(
  scope: Scope,
  memory: { readonly id: string; readonly category: MemoryCategory; readonly content: string },
): string {
  const owner = isSelfCategory(memory.category)
    ? `agents/${segment(scope.agentId)}`
    : `users/${segment(scope.userId)}`;
  return `ctx://${segment(scope.accountId)}/${owner}/memories/${memory.category}/${slugOf(memory)}`;
}

/** `ctx://<account>/sessions/<session>/archives/<n>`. */
export function archiveUri(scope: SessionScope, number: number): string {
  return `ctx://${segment(scope.accountId)}/sessions/${segment(scope.sessionId)}/archives/${number}`;
}

function slugOf(memory: { readonly id: string; readonly content: string }): string {
  const words = memory.content
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  const start = Array.from(words.replaceAll(/^-+/gu, '')).slice(0, slugLength).join('');
  const mark = createHash('sha256').update(memory.id).digest('hex').slice(0, 8);
  return `${start.replaceAll(/-+$/gu, '') || 'memory'}-${mark}`;
}

/** One step of a path: letters stay readable, what separates or ends a URI is escaped. */
function segment(text: string): string {
  return text.replaceAll(/[\s%/?#\\]/gu, (character) => encodeURIComponent(character));
}
