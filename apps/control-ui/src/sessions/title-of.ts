import type { SessionRow } from '@homarus/protocol';

import type { Texts } from '../texts/index.ts';

/** How a conversation is called; one without a title has its key as its name. */
export function titleOf({ key, displayName, isMain }: SessionRow, { sessions: t }: Texts): string {
  if (displayName !== key) return displayName;
  return isMain ? t.main : t.untitled;
}
