import { canonicalJson } from './canonical-json.ts';
import type { ToolCall } from './events.ts';
import type { ToolResult } from './tool.ts';

export interface AnsweredCall {
  readonly call: ToolCall;
  readonly result: ToolResult;
}

export interface LoopBreaker {
  /**
   * Takes what one round called and got. Answers the call that has now been made with the same
   * arguments and the same result in `maxRepeats` rounds in a row, if there is one.
   */
  record(round: readonly AnsweredCall[]): ToolCall | undefined;
}

interface Streak {
  readonly result: string;
  readonly length: number;
}

/**
 * Notices a model that goes in circles. Only rounds count: the same call twice within one round is
 * wasteful, but the model has not yet seen that it brings nothing new.
 */
export function createLoopBreaker(maxRepeats: number): LoopBreaker {
  let streaks: ReadonlyMap<string, Streak> = new Map();
  return {
    record(round) {
      const next = new Map<string, Streak>();
      let stuck: ToolCall | undefined;
      for (const { call, result } of round) {
        const key = canonicalJson([call.toolName, call.input]);
        const text = canonicalJson([result.isError === true, result.text]);
        const before = streaks.get(key);
        const length = before?.result === text ? before.length + 1 : 1;
        next.set(key, { result: text, length });
        if (length >= maxRepeats) stuck ??= call;
      }
      streaks = next;
      return stuck;
    },
  };
}
