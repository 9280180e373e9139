import { reasonsOf } from '@homarus/base';
import {
  type AfterTurnResult,
  categoryOfRole,
  type ComposeResult,
  type FoundItem,
  type MemoryHealth,
  type MemoryRecord,
  type SearchResult,
  type StoredMessage,
  toMemoryView,
  toMessageUri,
} from '@homarus/memory';
import type {
  AfterTurnAnswer,
  ComposeAnswer,
  GetMemoryAnswer,
  ListedMemory,
  MemoryAnswer,
  MemoryHealthAnswer,
  MessageAnswer,
  MessageView,
  SearchMemoryAnswer,
} from '@homarus/protocol';

export function toComposeAnswer(result: ComposeResult): ComposeAnswer {
  return { ok: true, ...result };
}

export function toSearchMemoryAnswer(result: SearchResult): SearchMemoryAnswer {
  return { ok: true, ...result };
}

export function toAfterTurnAnswer(result: AfterTurnResult): AfterTurnAnswer {
  const { status, stored, jobId, learned } = result;
  return { ok: true, status, stored, jobId: jobId ?? null, ...learned };
}

export function toHealthAnswer(health: MemoryHealth, version: string): MemoryHealthAnswer {
  const { isMirrored, ...same } = health;
  return { ...same, reasons: reasonsOf(health.issues), agfs: isMirrored, version };
}

export function toGetMemoryAnswer(found: FoundItem): GetMemoryAnswer {
  return found.type === 'memory' ? toMemoryAnswer(found.memory) : toMessageAnswer(found.message);
}

function toMemoryAnswer(memory: MemoryRecord): MemoryAnswer {
  return { ok: true, type: 'memory', ...toListedMemory(memory) };
}

export function toListedMemory(memory: MemoryRecord): ListedMemory {
  return toMemoryView(memory);
}

export function toMessageView(message: StoredMessage): MessageView {
  const uri = toMessageUri(message);
  return { uri, category: categoryOfRole(message.role), ...message };
}

function toMessageAnswer(message: StoredMessage): MessageAnswer {
  return { ok: true, type: 'message', ...toMessageView(message) };
}
