import { createHash } from 'node:crypto';

import type { Beside } from './gateway-client.ts';

/** Lines of one call of the import. */
const linesOfCall = 2000;

/** A memory of the agent `main`, as it was known at an instant (Unix milliseconds). */
export interface PutMemory {
  readonly content: string;
  readonly category: string;
  readonly importance: number;
  readonly at: number;
}

/** Puts that many facts in: `Fact number 17 is about ...`. */
export function putFacts(beside: Beside, count: number): Promise<void> {
  const facts = Array.from({ length: count }, (_none, index) => ({
    content: `Fact number ${index} is about ${'some thing and '.repeat(index % 17)}no more.`,
    category: 'user_memory_fact',
    importance: (index % 11) / 10,
    at: Date.UTC(2026, 0, 1) + index * 60_000,
  }));
  return putMemories(beside, facts);
}

/** Puts memories in the way an import does. */
export async function putMemories({ call }: Beside, memories: readonly PutMemory[]): Promise<void> {
  const { lines: empty } = await call('memory.admin.export', {});
  const [header = '', end = ''] = [empty[0], empty.at(-1)];
  const { accountId } = JSON.parse(header) as { readonly accountId: string };
  const lines = [header, ...memories.map((memory) => toLine(accountId, memory)), end];
  let importId: string | undefined;
  for (let from = 0; from < lines.length; from += linesOfCall) {
    const answer = await call('memory.admin.import', {
      ...(importId === undefined ? {} : { importId }),
      lines: lines.slice(from, from + linesOfCall),
      isLast: from + linesOfCall >= lines.length,
    });
    importId = answer.importId;
  }
}

function toLine(accountId: string, { content, category, importance, at }: PutMemory): string {
  const contentHash = createHash('sha256').update(content).digest('hex');
  const id = `mem_${contentHash.slice(0, 26).toUpperCase()}`;
  const record = {
    id,
    uri: `ctx://${accountId}/users/u-default/memories/${category}/${contentHash.slice(0, 12)}`,
    accountId,
    userId: 'u-default',
    agentId: 'main',
    ownerSpace: 'user:u-default',
    category,
    abstract: content.slice(0, 100),
    overview: content,
    content,
    subject: 'user',
    entities: [],
    tags: [],
    importance,
    confidence: 1,
    weight: 1,
    source: { provenance: 'manual', sessionId: 'manual_insert', messageIds: [], saidAt: at },
    validFrom: at,
    recordedAt: at,
    updatedAt: at,
    accessCount: 0,
    revision: 1,
    contentHash,
    fingerprint: content.toLowerCase(),
  };
  const revisions = [{ memoryId: id, revision: 1, cause: 'import', createdAt: at }];
  return JSON.stringify({ type: 'memory', record, revisions });
}
