import { AppError } from '@homarus/base';

import { refusal } from './read-frame.ts';

export interface PendingCallsLimits {
  /** Calls of one connection that are not answered yet. */
  readonly maxPendingCalls: number;
  /** Characters of their frames. A call that is alone may be larger. */
  readonly maxPendingChars: number;
}

/** The calls of one connection that are not answered yet, with what they hold in memory. */
export interface PendingCalls {
  /** Notes a call, unless it answers why the call may not begin. */
  admit(id: string, chars: number): AppError | undefined;
  end(id: string): void;
}

export function createPendingCalls(limits: PendingCallsLimits): PendingCalls {
  const { maxPendingCalls, maxPendingChars } = limits;
  const charsById = new Map<string, number>();
  let total = 0;
  return {
    admit(id, chars) {
      if (charsById.has(id)) {
        return refusal('DUPLICATE_ID', `a call with the id ${id} is not answered yet`);
      }
      const { size } = charsById;
      if (size >= maxPendingCalls || (size > 0 && total + chars > maxPendingChars)) {
        return tooMany(size);
      }
      charsById.set(id, chars);
      total += chars;
      return undefined;
    },
    end(id) {
      total -= charsById.get(id) ?? 0;
      charsById.delete(id);
    },
  };
}

function tooMany(count: number): AppError {
  return new AppError(
    'unavailable',
    `${count} calls of this connection are not answered yet; wait for some of them`,
    { details: { code: 'TOO_MANY_CALLS' } },
  );
}
