import type { RunTokens } from '@homarus/protocol';

/** What happens in one run, in order; the last one is `end`. */
export type RunEvent =
  | { readonly type: 'status'; readonly phase: string }
  /** `delta` is to be appended. When `isRewritten`, `text` takes the place of all that was said. */
  | {
      readonly type: 'text';
      readonly delta: string;
      readonly text: string;
      readonly isRewritten?: true;
    }
  | {
      readonly type: 'tool';
      readonly phase: 'start' | 'result';
      readonly toolCallId: string;
      readonly name: string;
      /** Of `start`. */
      readonly args?: unknown;
      /** Of `result`. */
      readonly result?: string;
      readonly isError?: boolean;
    }
  | RunEnd;

export interface RunEnd {
  readonly type: 'end';
  readonly outcome: 'done' | 'aborted' | 'failed';
  /** Everything that was said. */
  readonly text: string;
  /** `stop`, `length`, `max_rounds`. */
  readonly stopReason?: string;
  readonly usage?: RunTokens;
  /** Of `failed`. */
  readonly error?: { readonly message: string; readonly kind: string };
}
