import assert from 'node:assert/strict';

import type { Memory } from '../../engine.ts';
import type { MemoryStore } from '../../ports/memory-store.ts';
import { isVisible } from '../../scope.ts';
import type { SessionScope } from '../../scope.ts';
import { pickOne } from '../seeded-random.ts';
import { markerWord, partitionOf, scopesMarkedIn, worldScopes } from './world.ts';

export interface ReadDeps {
  readonly memory: Memory;
  readonly store: MemoryStore;
  readonly random: () => number;
}

const questions: readonly ((word: string) => string)[] = [
  (word) => `where is ${word}?`,
  (word) => `我喜欢什么？${word}`,
  () => 'What is my favourite colour and where do I work and live?',
  () => '检查',
  () => 'lesson release key Friday',
];

/**
 * Asks in one scope for what may be anybody's; throws when the answer holds a row of another scope.
 * Resolves to the scope: reading counts how often a memory was read.
 */
export async function readAtRandom({ memory, random }: ReadDeps): Promise<SessionScope> {
  const scope = pickOne(random, worldScopes);
  const word = markerWord(pickOne(random, worldScopes), 1 + Math.floor(random() * 300));
  const query = pickOne(random, questions)(word);
  const isComposed = random() < 0.5;
  const answer = isComposed
    ? await memory.compose(scope, { messages: [], prompt: query, trace: true })
    : await memory.search(scope, query, random() < 0.3 ? { sessionId: scope.sessionId } : {});
  // The trace repeats the words of the question.
  const { trace: _trace, ...told } = { trace: undefined, ...answer };
  requireOwn(scope, told);
  for (const hit of answer.hits) {
    const found = await memory.get(scope, { uri: hit.uri });
    assert.ok(found !== undefined, `a hit cannot be read: ${hit.uri}`);
    requireOwn(scope, found);
    requireOwnAgent(scope, found);
  }
  return scope;
}

/** Nothing in an answer is of another person. */
export function requireOwn(scope: SessionScope, answer: unknown): void {
  const foreign = [...scopesMarkedIn(answer)].filter(
    (marked) => partitionOf(marked) !== partitionOf(scope),
  );
  assert.deepEqual(foreign, [], `${JSON.stringify(scope)} was shown rows of others`);
}

type Found = NonNullable<Awaited<ReturnType<Memory['get']>>>;

function requireOwnAgent(scope: SessionScope, found: Found): void {
  const { accountId, userId, agentId } = found.type === 'memory' ? found.memory : found.message;
  const isShared = found.type === 'memory' && found.memory.ownerSpace === `user:${scope.userId}`;
  const owner = { accountId, userId, agentId: isShared ? undefined : agentId };
  assert.ok(isVisible(scope, owner), `${JSON.stringify(scope)} was shown ${JSON.stringify(owner)}`);
}

/** Asks for a row of one scope by its ids, from another one that may not see it. */
export async function reachForForeign({ memory, store, random }: ReadDeps): Promise<undefined> {
  const owner = pickOne(random, worldScopes);
  const scope = pickOne(
    random,
    worldScopes.filter((other) => partitionOf(other) !== partitionOf(owner)),
  );
  const [message] = await store.listMessages(owner, { limit: 1, last: true });
  const [record] = await store.findMemories(owner, { limit: 1 });
  const refs = [
    ...(message === undefined ? [] : [{ id: message.key }, { id: message.id }]),
    ...(record === undefined ? [] : [{ id: record.id }, { uri: record.uri }]),
  ];
  for (const ref of refs) requireOwn(scope, await memory.get(scope, ref));
  if (record === undefined) return undefined;
  const forgotten = await memory.forget(scope, { memoryId: record.id });
  assert.equal(forgotten.action, 'not_found');
  return undefined;
}
