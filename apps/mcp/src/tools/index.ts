import { composeTool } from './compose.ts';
import { forgetTool } from './forget.ts';
import { getTool } from './get.ts';
import { historyTool } from './history.ts';
import { listTool } from './list.ts';
import type { RegisterTool } from './memory-tool.ts';
import { recallTool } from './recall.ts';
import { storeTool } from './store.ts';
import { undoTool } from './undo.ts';

/** In the order in which clients show them. */
export const memoryTools: readonly RegisterTool[] = [
  recallTool,
  composeTool,
  storeTool,
  forgetTool,
  listTool,
  getTool,
  historyTool,
  undoTool,
];
