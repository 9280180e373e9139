import type { UsageBucket } from '@homarus/sessions';

import type { ModelCost } from '../../models/model-catalog.ts';
import { costOfTokens } from './usage-cost.ts';

/** Sums of tokens, and what they cost in US dollars. */
export interface UsageTotals {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly totalTokens: number;
  readonly totalCost: number;
  readonly inputCost: number;
  readonly outputCost: number;
  readonly cacheReadCost: number;
  readonly cacheWriteCost: number;
  /** Runs whose model's cost is not configured; they count as free. */
  readonly missingCostEntries: number;
}

export type CostOf = (provider: string, model: string) => ModelCost | undefined;

export const noUsage: UsageTotals = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  totalTokens: 0,
  totalCost: 0,
  inputCost: 0,
  outputCost: 0,
  cacheReadCost: 0,
  cacheWriteCost: 0,
  missingCostEntries: 0,
};

export function toTotals(buckets: readonly UsageBucket[], costOf: CostOf): UsageTotals {
  return buckets.map((bucket) => totalsOf(bucket, costOf)).reduce(addTotals, noUsage);
}

function totalsOf(bucket: UsageBucket, costOf: CostOf): UsageTotals {
  const price = bucket.model === '' ? undefined : costOf(bucket.provider, bucket.model);
  const cost = costOfTokens(price, bucket);
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = bucket;
  return {
    input: Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens),
    output: outputTokens,
    cacheRead: cacheReadTokens,
    cacheWrite: cacheWriteTokens,
    totalTokens: inputTokens + outputTokens,
    totalCost: cost.total,
    inputCost: cost.input,
    outputCost: cost.output,
    cacheReadCost: cost.cacheRead,
    cacheWriteCost: cost.cacheWrite,
    missingCostEntries: price === undefined && bucket.model !== '' ? bucket.runs : 0,
  };
}

function addTotals(a: UsageTotals, b: UsageTotals): UsageTotals {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    totalTokens: a.totalTokens + b.totalTokens,
    totalCost: a.totalCost + b.totalCost,
    inputCost: a.inputCost + b.inputCost,
    outputCost: a.outputCost + b.outputCost,
    cacheReadCost: a.cacheReadCost + b.cacheReadCost,
    cacheWriteCost: a.cacheWriteCost + b.cacheWriteCost,
    missingCostEntries: a.missingCostEntries + b.missingCostEntries,
  };
}
