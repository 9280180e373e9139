import type { Tool } from '@homarus/agent';
import type { Clock } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';

import { memoryForgetTool } from './memory-forget.ts';
import { memoryRecallTool } from './memory-recall.ts';
import { memoryStoreTool } from './memory-store.ts';
import { nowTool } from './now.ts';
import type { ToolPlace } from './scope.ts';

/** Names of the tools that read or write memory: what they say must not be learned a second time. */
export const memoryToolNames: ReadonlySet<string> = new Set([
  'memory_recall',
  'memory_store',
  'memory_forget',
]);

/** The tools that every agent has. */
export function builtInTools(
  deps: { readonly memory: MemoryService; readonly clock: Clock },
  options: ToolPlace,
): readonly Tool[] {
  return [
    memoryRecallTool(deps.memory, options),
    memoryStoreTool(deps.memory, options.accountId),
    memoryForgetTool(deps.memory, options.accountId),
    nowTool(deps.clock, options.timeZone),
  ];
}
