import type { Clock } from '@homarus/base';

export interface SilenceWatch {
  readonly clock: Clock;
  readonly limitMs: number;
  /** When something was heard last, in Unix milliseconds. */
  readonly heardAt: () => number;
  readonly signal: AbortSignal;
}

/** Resolves to true when nothing was heard for the limit, to false when the signal aborts. */
export async function watchSilence({
  clock,
  limitMs,
  heardAt,
  signal,
}: SilenceWatch): Promise<boolean> {
  for (;;) {
    const leftMs = heardAt() + limitMs - clock.now();
    if (leftMs <= 0) return true;
    try {
      await clock.sleep(leftMs, { signal });
    } catch {
      return false;
    }
  }
}
