import type { MemoryStore } from '../../ports/memory-store.ts';
import { partitionOf, worldScopes } from './world.ts';

const everyState = ['live', 'superseded', 'deleted'] as const;

/** All rows of each person, as text: what must be equal when nothing may have changed. */
export async function snapshotPartitions(store: MemoryStore): Promise<ReadonlyMap<string, string>> {
  const rows = new Map<string, string[]>();
  for (const scope of worldScopes) {
    const { sessionId, ...agentScope } = scope;
    const memories =
      sessionId === 's-1'
        ? await store.findMemories(agentScope, { states: everyState, limit: 10_000 })
        : [];
    const messages = await store.listMessages(scope, {});
    const archive = (await store.getSessionState(scope)).archive;
    const known = rows.get(partitionOf(scope)) ?? [];
    rows.set(partitionOf(scope), [...known, JSON.stringify({ memories, messages, archive })]);
  }
  return new Map(Array.from(rows, ([key, texts]) => [key, texts.join('\n')]));
}

/** The persons of whom something is not as it was. */
export function changedPartitions(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...after].flatMap(([key, text]) => (before.get(key) === text ? [] : [key]));
}
