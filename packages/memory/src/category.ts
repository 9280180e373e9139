import { assertNever } from '@homarus/base';

import type { MessageRole } from './message.ts';

export const userCategories = [
  'user_memory_fact',
  'user_memory_preference',
  'user_memory_decision',
] as const;

export const selfCategories = [
  'self_improving_learnings',
  'self_improving_errors',
  'self_improving_feature_requests',
] as const;

export const messageCategories = [
  'full_context_user',
  'full_context_assistant',
  'full_context_system',
  'full_context_tool',
  'full_context_tool_result',
  'full_context_others',
] as const;

/** A filter that stands for every message category. */
export const anyMessageCategory = 'full_context_memory';

export const memoryCategories = [...userCategories, ...selfCategories] as const;

export const categoryFilters = [
  ...memoryCategories,
  ...messageCategories,
  anyMessageCategory,
] as const;

export type MemoryCategory = (typeof memoryCategories)[number];
export type MessageCategory = (typeof messageCategories)[number];
export type CategoryFilter = (typeof categoryFilters)[number];

export const memoryKinds = [
  'profile',
  'preference',
  'entity',
  'event',
  'case',
  'pattern',
  'skill',
  'behaviour',
] as const;

export type MemoryKind = (typeof memoryKinds)[number];

export function categoryOfRole(role: MessageRole): MessageCategory {
  switch (role) {
    case 'user':
      return 'full_context_user';
    case 'assistant':
      return 'full_context_assistant';
    case 'system':
      return 'full_context_system';
    case 'tool':
      return 'full_context_tool';
    case 'toolResult':
      return 'full_context_tool_result';
    default:
      return assertNever(role);
  }
}

/** Categories of what an agent learned about its own work; all others are about the person. */
export function isSelfCategory(category: MemoryCategory): boolean {
  return category.startsWith('self_improving_');
}

/** The set of plain categories that a list of filters admits; undefined admits all. */
export function expandCategories(
  filters: readonly CategoryFilter[] | undefined,
): ReadonlySet<MemoryCategory | MessageCategory> | undefined {
  if (filters === undefined || filters.length === 0) return undefined;
  return new Set(
    filters.flatMap((filter): readonly (MemoryCategory | MessageCategory)[] =>
      filter === anyMessageCategory ? messageCategories : [filter],
    ),
  );
}
