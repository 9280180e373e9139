import { estimateTokens } from '@homarus/base';

import type { StoredMessage } from '../message.ts';

/** Of their texts; what a part carries beside its text is not counted. */
export function tokensOf(messages: readonly Pick<StoredMessage, 'text'>[]): number {
  return messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
}

/**
 * The last position to archive. The newest of `open` stay as far as `budget` tokens go, but at least
 * half of those up to `toPosition` are archived, and what stays begins with a user's message.
 *
 * `open` are the messages past the last archive, in order; none after `toPosition` is archived.
 */
export function cutOf(
  open: readonly Pick<StoredMessage, 'position' | 'role' | 'text'>[],
  toPosition: number,
  budget: number,
): number {
  const archivable = open.filter(({ position }) => position <= toPosition);
  let first = open.length;
  let left = budget;
  while (first > 0) {
    left -= tokensOf(open.slice(first - 1, first));
    if (left < 0) break;
    first -= 1;
  }
  const earliest = Math.max(first, Math.ceil(archivable.length / 2));
  const kept = archivable.slice(earliest).find(({ role }) => role === 'user');
  return kept === undefined ? toPosition : kept.position - 1;
}
