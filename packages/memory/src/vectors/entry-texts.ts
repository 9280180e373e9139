import { createHash } from 'node:crypto';

import { truncate } from '@homarus/base';

import type { MemoryStore, SearchEntry } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';

/** What is embedded of a text, in characters: models cut longer ones themselves, or refuse them. */
export const maxEmbeddedLength = 2_000;

/** What an entry is embedded as. */
export interface EntryText {
  readonly entry: SearchEntry;
  readonly text: string;
  readonly textHash: string;
}

/**
 * The texts behind entries, those that are hidden, have no words or are gone left out. Entries of all
 * agents of the partition: each row is read in the scope of the agent that may see it.
 */
export async function readEntryTexts(
  store: MemoryStore,
  scope: Scope,
  entries: readonly SearchEntry[],
): Promise<readonly EntryText[]> {
  const findable = entries.filter(({ hiddenAt, terms }) => hiddenAt === undefined && terms !== '');
  const byAgent = Map.groupBy(findable, ({ agentId }) => agentId ?? '');
  const texts = new Map<string, string>();
  for (const [agentId, group] of byAgent) {
    const { accountId, userId } = scope;
    const owner = { accountId, userId, agentId };
    for (const [key, text] of await readTexts(store, owner, group)) texts.set(key, text);
  }
  return findable.flatMap((entry) => {
    const text = truncate((texts.get(entry.key) ?? '').trim(), maxEmbeddedLength);
    return text === '' ? [] : [{ entry, text, textHash: hashOf(text) }];
  });
}

async function readTexts(
  store: MemoryStore,
  scope: Scope,
  entries: readonly SearchEntry[],
): Promise<readonly (readonly [key: string, text: string])[]> {
  const keysOf = (wanted: SearchEntry['type']): readonly string[] =>
    entries.flatMap(({ type, key }) => (type === wanted ? [key] : []));
  const messageKeys = keysOf('message');
  const ids = keysOf('memory');
  const messages = messageKeys.length === 0 ? [] : await store.findMessages(scope, messageKeys);
  const memories =
    ids.length === 0 ? [] : await store.findMemories(scope, { ids, limit: ids.length });
  return [
    ...messages.map(({ key, text }) => [key, text] as const),
    ...memories.map(({ id, content }) => [id, content] as const),
  ];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
