import { CategoryFilter, MemoryCategory } from '@homarus/protocol';
import * as v from 'valibot';

// What several tools take and answer. Only what JSON Schema can say: clients show and check it.

function described<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

export const MemoryId = described(
  v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  'The id of a memory (mem_...), as memory_recall and memory_list show it.',
);

export const Instant = described(
  v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  'ISO 8601, such as 2026-11-21 or 2026-11-21T08:30:00+08:00.',
);

export const Category = described(
  MemoryCategory,
  'user_memory_*: about the person; self_improving_*: what the agent learned about its own work.',
);

export const CategoryOrMessages = described(
  CategoryFilter,
  'A category of memories, or full_context_memory for everything that was said.',
);

export function wholeNumber(min: number, max: number, description: string) {
  return described(v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)), description);
}

export const Importance = described(
  v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  '0 to 1: how much it matters.',
);

export function text(max: number, description: string) {
  return described(v.pipe(v.string(), v.minLength(1), v.maxLength(max)), description);
}

/** A memory in an answer. Instants are Unix milliseconds. */
export const ShownMemory = v.object({
  id: v.string(),
  text: v.string(),
  category: v.string(),
  importance: v.number(),
  state: v.picklist(['live', 'superseded', 'deleted']),
  tags: v.array(v.string()),
  createdAt: v.number(),
  updatedAt: v.number(),
  revision: v.number(),
});
