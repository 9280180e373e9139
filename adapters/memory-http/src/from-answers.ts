import { AppError } from '@homarus/base';
import {
  memoryKinds,
  provenances,
  revisionCauses,
  searchLanes,
  toFingerprint,
} from '@homarus/memory';
import type {
  FoundItem,
  HistoryEntry,
  Hit,
  JobView,
  MemoryRecord,
  OwnerSpace,
  SearchTrace,
  StoredMessage,
} from '@homarus/memory';
import type {
  GetMemoryAnswer,
  HistoryRevision,
  JobAnswer,
  ListedMemory,
  MemoryHit,
  MessageView,
  SearchTraceBody,
} from '@homarus/protocol';

// Answers as the memory's own types have them: absent fields are there as undefined, and names that a
// newer service may know are those that this version knows.

export function toHits(hits: readonly MemoryHit[] | undefined): readonly Hit[] {
  if (hits !== undefined) return hits.map(toHit);
  throw new AppError('unavailable', 'The memory service answered without its hits.');
}

export function toHit(hit: MemoryHit): Hit {
  const { sessionId, name, importance, lanes, ...same } = hit;
  return {
    ...same,
    sessionId,
    name,
    importance,
    lanes: lanes.flatMap(({ lane, rank, score }) => {
      const known = searchLanes.find((one) => one === lane);
      return known === undefined ? [] : [{ lane: known, rank, score }];
    }),
  };
}

export function toTrace(trace: SearchTraceBody | undefined): { readonly trace?: SearchTrace } {
  if (trace === undefined) return {};
  const { vector, ...same } = trace;
  return { trace: { ...same, ...(vector === undefined ? {} : { vector }) } };
}

export function toRecord(memory: ListedMemory): MemoryRecord {
  const { provenance, sourceSessionId, sourceMessageIds, quote, saidAt, kind, ...rest } = memory;
  const { state: _derived, ownerSpace, ...same } = rest;
  return {
    ...same,
    ownerSpace: toOwnerSpace(ownerSpace),
    kind: memoryKinds.find((known) => known === kind),
    attribute: same.attribute,
    value: same.value,
    validFrom: same.validFrom,
    validTo: same.validTo,
    supersededAt: same.supersededAt,
    supersededBy: same.supersededBy,
    deletedAt: same.deletedAt,
    lastAccessedAt: same.lastAccessedAt,
    source: {
      provenance: provenances.find((known) => known === provenance) ?? 'untrusted',
      sessionId: sourceSessionId,
      messageIds: sourceMessageIds,
      quote,
      saidAt,
    },
    fingerprint: toFingerprint(same.content),
  };
}

function toOwnerSpace(text: string): OwnerSpace {
  const id = text.slice(text.indexOf(':') + 1);
  return text.startsWith('agent:') ? `agent:${id}` : `user:${id}`;
}

export function toMessage(view: MessageView): StoredMessage {
  const { uri: _derived, category: _ofRole, ...same } = view;
  return { ...same, name: same.name, senderId: same.senderId, turnId: same.turnId };
}

export function toFound(answer: GetMemoryAnswer): FoundItem {
  const { ok: _ok, ...item } = answer;
  if (item.type === 'message') {
    const { type, ...view } = item;
    return { type, message: toMessage(view) };
  }
  const { type, ...memory } = item;
  return { type, memory: toRecord(memory) };
}

export function toHistoryEntry(entry: HistoryRevision): HistoryEntry {
  const { cause, reason, ...same } = entry;
  return {
    ...same,
    reason,
    cause: revisionCauses.find((known) => known === cause) ?? 'import',
  };
}

export function toJob(job: JobAnswer): JobView {
  const { accountId, userId, agentId, sessionId, lastError, ...same } = job;
  const scope = { accountId, userId, agentId, ...(sessionId === undefined ? {} : { sessionId }) };
  return { ...same, scope, lastError };
}
