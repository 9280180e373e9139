import { createHash } from 'node:crypto';

import type { Beside } from './gateway-client.ts';

/** Lines of one call of the import. */
const linesOfCall = 2000;

/** Puts that many memories of the agent `main` in, the way an import does: `Fact number 17 ...`. */
export async function putMemories({ call }: Beside, count: number): Promise<void> {
  const { lines: empty } = await call('memory.admin.export', {});
  const [header = '', end = ''] = [empty[0], empty.at(-1)];
  const { accountId } = JSON.parse(header) as { readonly accountId: string };
  const lines = [
    header,
    ...Array.from({ length: count }, (_none, index) => toLine(accountId, index)),
    end,
  ];
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

function toLine(accountId: string, index: number): string {
  const content = `Fact number ${index} is about ${'some thing and '.repeat(index % 17)}no more.`;
  const at = Date.UTC(2026, 0, 1) + index * 60_000;
  const id = `mem_${index.toString(32).toUpperCase().padStart(26, '0')}`;
  const record = {
    id,
    uri: `ctx://${accountId}/users/u-default/memories/user_memory_fact/fact-${index}`,
    accountId,
    userId: 'u-default',
    agentId: 'main',
    ownerSpace: 'user:u-default',
    category: 'user_memory_fact',
    abstract: content.slice(0, 100),
    overview: content,
    content,
    subject: 'user',
    entities: [],
    tags: [],
    importance: (index % 11) / 10,
    confidence: 1,
    weight: 1,
    source: { provenance: 'manual', sessionId: 'manual_insert', messageIds: [], saidAt: at },
    validFrom: at,
    recordedAt: at,
    updatedAt: at,
    accessCount: 0,
    revision: 1,
    contentHash: createHash('sha256').update(content).digest('hex'),
    fingerprint: content.toLowerCase(),
  };
  const revisions = [{ memoryId: id, revision: 1, cause: 'import', createdAt: at }];
  return JSON.stringify({ type: 'memory', record, revisions });
}
