import type { ModelCost } from '../../models/model-catalog.ts';

export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
}

/** In US dollars. */
export interface Cost {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly total: number;
}

const million = 1_000_000;

/** What tokens cost; nothing where the model's cost is not known. Cached input is not paid twice. */
export function costOfTokens(cost: ModelCost | undefined, counts: TokenCounts): Cost {
  const { inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = counts;
  const fresh = Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
  const input = (fresh * (cost?.input ?? 0)) / million;
  const output = (outputTokens * (cost?.output ?? 0)) / million;
  const cacheRead = (cacheReadTokens * (cost?.cacheRead ?? 0)) / million;
  const cacheWrite = (cacheWriteTokens * (cost?.cacheWrite ?? 0)) / million;
  return { input, output, cacheRead, cacheWrite, total: input + output + cacheRead + cacheWrite };
}
