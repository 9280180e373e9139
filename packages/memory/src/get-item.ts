import type { MemoryStore } from './ports/memory-store.ts';
import type { Scope } from './scope.ts';
import type { FoundItem, MemoryService } from './service.ts';
import { parseMessageUri } from './uri.ts';

/**
 * A record by what a hit calls it: a memory's id or URI (superseded ones too, forgotten ones not), a
 * message's URI, key, or, where the scope names its session, its caller's id.
 */
export async function getItem(
  store: MemoryStore,
  scope: Scope,
  ref: Parameters<MemoryService['get']>[1],
): Promise<FoundItem | undefined> {
  if ('uri' in ref) {
    const parsed = parseMessageUri(ref.uri);
    if (parsed === undefined) return getMemory(store, scope, { uri: ref.uri });
    const { accountId, sessionId, id } = parsed;
    return accountId === scope.accountId
      ? getMessage(store, { ...scope, sessionId }, id)
      : undefined;
  }
  return (
    (await getMemory(store, scope, { ids: [ref.id] })) ?? (await getMessage(store, scope, ref.id))
  );
}

async function getMemory(
  store: MemoryStore,
  scope: Scope,
  query: { readonly ids: readonly string[] } | { readonly uri: string },
): Promise<FoundItem | undefined> {
  const states = ['live', 'superseded'] as const;
  const [memory] = await store.findMemories(scope, { ...query, states, limit: 1 });
  return memory === undefined ? undefined : { type: 'memory', memory };
}

async function getMessage(
  store: MemoryStore,
  scope: Scope,
  id: string,
): Promise<FoundItem | undefined> {
  const { sessionId } = scope;
  const byId =
    sessionId === undefined ? [] : await store.findMessagesById({ ...scope, sessionId }, [id]);
  const [message] = byId.length > 0 ? byId : await store.findMessages(scope, [id]);
  return message === undefined ? undefined : { type: 'message', message };
}
