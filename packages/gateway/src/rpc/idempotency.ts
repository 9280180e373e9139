import type { Clock } from '@homarus/base';

export interface IdempotencyOptions {
  /** Finished calls that are remembered. Default 1,000. */
  readonly maxCalls?: number;
  /** How long a finished call is remembered. Default 300,000. */
  readonly keepMs?: number;
}

type Acknowledge = (payload: unknown) => void;

interface KnownCall {
  readonly outcome: Promise<unknown>;
  readonly listeners: Set<Acknowledge>;
  acknowledged: { readonly payload: unknown } | undefined;
  finishedAt: number | undefined;
}

/** Sees to it that a call that is sent again is not done again. */
export interface Idempotency {
  /**
   * Does the work, or, when a call with the key runs or has ended well, answers what that one answers,
   * its acknowledgement included. A call that failed is forgotten, so that it can be tried again.
   */
  run(
    key: string,
    acknowledge: Acknowledge,
    work: (acknowledge: Acknowledge) => Promise<unknown>,
  ): Promise<unknown>;
}

export function createIdempotency(
  clock: Pick<Clock, 'now'>,
  options: IdempotencyOptions = {},
): Idempotency {
  const { maxCalls = 1000, keepMs = 300_000 } = options;
  const running = new Map<string, KnownCall>();
  /** In the order in which they ended. */
  const finished = new Map<string, KnownCall>();
  const forgetOld = (): void => {
    for (const [key, { finishedAt = 0 }] of finished) {
      if (finished.size <= maxCalls && finishedAt + keepMs > clock.now()) return;
      finished.delete(key);
    }
  };
  const begin = (
    acknowledge: Acknowledge,
    work: (acknowledge: Acknowledge) => Promise<unknown>,
  ): KnownCall => {
    const listeners = new Set([acknowledge]);
    const outcome = Promise.withResolvers<unknown>();
    const call: KnownCall = {
      outcome: outcome.promise,
      listeners,
      acknowledged: undefined,
      finishedAt: undefined,
    };
    outcome.resolve(
      work((payload) => {
        call.acknowledged = { payload };
        for (const listener of listeners) listener(payload);
        listeners.clear();
      }),
    );
    return call;
  };
  return {
    async run(key, acknowledge, work) {
      forgetOld();
      const known = running.get(key) ?? finished.get(key);
      if (known !== undefined) {
        if (known.acknowledged !== undefined) acknowledge(known.acknowledged.payload);
        else known.listeners.add(acknowledge);
        return known.outcome;
      }
      const call = begin(acknowledge, work);
      running.set(key, call);
      try {
        const payload = await call.outcome;
        call.finishedAt = clock.now();
        finished.set(key, call);
        return payload;
      } finally {
        call.listeners.clear();
        running.delete(key);
      }
    },
  };
}
