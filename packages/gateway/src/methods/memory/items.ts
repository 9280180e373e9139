import { truncate } from '@homarus/base';
import { categoryOfRole, toMemoryView } from '@homarus/memory';
import type { BatchedMessage, MemoryRecord } from '@homarus/memory';
import type { MemoryAdminItem } from '@homarus/protocol';

/** Characters of one message in a list: a page stays far below what a frame may have. */
const maxListedChars = 16_000;

export function toMemoryItem(record: MemoryRecord): MemoryAdminItem {
  const { id, agentId, importance, category, revision, tags, updatedAt, ...rest } =
    toMemoryView(record);
  return {
    id,
    agentId,
    sessionId: rest.sourceSessionId ?? '',
    text: rest.content,
    importance,
    category,
    createdAt: record.source.saidAt,
    isDeleted: rest.state === 'deleted',
    state: rest.state,
    revision,
    tags,
    provenance: rest.provenance,
    updatedAt,
  };
}

export function toMessageItem({ message, batchId, seqInBatch }: BatchedMessage): MemoryAdminItem {
  const { key, agentId, sessionId, text, role, createdAt, name } = message;
  const isCut = text.length > maxListedChars;
  return {
    id: key,
    agentId,
    sessionId,
    text: isCut ? truncate(text, maxListedChars) : text,
    importance: 0,
    category: categoryOfRole(role),
    createdAt,
    isDeleted: false,
    batchId,
    seqInBatch,
    chunkIndex: 0,
    ...(isCut ? { isCut } : {}),
    ...(name === undefined ? {} : { name }),
  };
}
