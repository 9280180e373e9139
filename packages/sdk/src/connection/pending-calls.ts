import type { AppError } from '@homarus/base';
import type { ResponseFrame } from '@homarus/protocol';

import { toCallError } from './wire-error.ts';

export interface PendingCall {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: AppError) => void;
  /** Given for a call with two answers: takes the first, which says that it was accepted. */
  readonly onAccepted: ((payload: unknown) => void) | undefined;
}

/** Calls of one connection that are not answered yet, by their id. */
export interface PendingCalls {
  add(id: string, call: PendingCall): void;
  /** For a caller that does not wait any more; its answer is dropped when it comes. */
  remove(id: string): void;
  answer(frame: ResponseFrame): void;
  rejectAll(error: AppError): void;
}

export function createPendingCalls(): PendingCalls {
  const calls = new Map<string, PendingCall>();
  return {
    add: (id, call) => void calls.set(id, call),
    remove: (id) => void calls.delete(id),
    answer({ id, ok, payload, error }) {
      const call = calls.get(id);
      if (call === undefined) return;
      if (ok && call.onAccepted !== undefined && isAcceptance(payload)) {
        call.onAccepted(payload);
        return;
      }
      calls.delete(id);
      if (ok) call.resolve(payload);
      else call.reject(toCallError(error));
    },
    rejectAll(error) {
      for (const [id, call] of calls) {
        calls.delete(id);
        call.reject(error);
      }
    },
  };
}

function isAcceptance(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'status' in payload &&
    payload.status === 'accepted'
  );
}
