import * as v from 'valibot';

/** `POST /api/v1/token_stats` */
export const TokenStatsBody = v.object({
  /** True: the counts start anew after this answer. */
  reset: v.exactOptional(v.boolean()),
});

/** What models were used for, and how much, since the start or the last reset. */
export interface TokenStatsAnswer {
  readonly ok: true;
  readonly usage: readonly {
    /** `extraction`, `embedding`, `turn`. */
    readonly purpose: string;
    /** `<provider>/<model>`. */
    readonly model: string;
    readonly calls: number;
    readonly failures: number;
    /** As the provider counts; 0 when it does not say. */
    readonly inputTokens: number;
    readonly outputTokens: number;
  }[];
}
