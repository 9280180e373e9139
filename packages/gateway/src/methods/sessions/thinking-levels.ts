import { thinkingLevels } from '@homarus/protocol';
import type { ThinkingLevel } from '@homarus/protocol';

/** The levels that have an effect on a model. */
export function levelsOf(canReason: boolean): readonly ThinkingLevel[] {
  return canReason ? thinkingLevels : ['off'];
}
