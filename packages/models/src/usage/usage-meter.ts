/** What a model was used for, and how much. */
export interface ModelUsageRow {
  /** Given where the model is wrapped: `extraction`, `embedding`, `turn`. */
  readonly purpose: string;
  /** `<provider>/<model>`. */
  readonly model: string;
  readonly calls: number;
  readonly failures: number;
  /** As the provider counts; 0 when it does not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type MeteredCall = Omit<ModelUsageRow, 'calls'>;

/** Counts calls of models in this process. */
export interface UsageMeter {
  /** Adds one call. */
  record(call: MeteredCall): void;
  /** In the order of the first calls. */
  read(): readonly ModelUsageRow[];
  reset(): void;
}

export function createUsageMeter(): UsageMeter {
  const rows = new Map<string, ModelUsageRow>();
  return {
    record: ({ purpose, model, failures, inputTokens, outputTokens }) => {
      const key = JSON.stringify([purpose, model]);
      const before = rows.get(key);
      rows.set(key, {
        purpose,
        model,
        calls: (before?.calls ?? 0) + 1,
        failures: (before?.failures ?? 0) + failures,
        inputTokens: (before?.inputTokens ?? 0) + inputTokens,
        outputTokens: (before?.outputTokens ?? 0) + outputTokens,
      });
    },
    read: () => [...rows.values()],
    reset: () => rows.clear(),
  };
}
