import * as v from 'valibot';

/** What a memory is about: the person (`user_...`) or the agent's own work (`self_improving_...`). */
export const MemoryCategory = v.picklist([
  'user_memory_fact',
  'user_memory_preference',
  'user_memory_decision',
  'self_improving_learnings',
  'self_improving_errors',
  'self_improving_feature_requests',
]);
export type MemoryCategory = v.InferOutput<typeof MemoryCategory>;

/** The category of a verbatim message, by its role. */
export const MessageCategory = v.picklist([
  'full_context_user',
  'full_context_assistant',
  'full_context_system',
  'full_context_tool',
  'full_context_tool_result',
  'full_context_others',
]);
export type MessageCategory = v.InferOutput<typeof MessageCategory>;

/** What a search can be narrowed to; `full_context_memory` stands for every message category. */
export const CategoryFilter = v.picklist([
  ...MemoryCategory.options,
  ...MessageCategory.options,
  'full_context_memory',
]);
export type CategoryFilter = v.InferOutput<typeof CategoryFilter>;
