import { memoryForget } from './memory-forget.ts';
import { memoryGet } from './memory-get.ts';
import { memoryRecall } from './memory-recall.ts';
import { memorySearch } from './memory-search.ts';
import { memoryStore } from './memory-store.ts';
import type { ToolShape } from './tool-shape.ts';

/** As the manifest lists them. */
export const toolShapes: readonly ToolShape[] = [
  memoryRecall,
  memoryStore,
  memoryForget,
  memorySearch,
  memoryGet,
];
