import type { RunTokens } from '@homarus/protocol';

import type { TurnFinished } from '../turns/turn.ts';
import { toAssistantMessage } from './chat-message.ts';
import type { Broadcast, ChatState } from './broadcast.ts';

/** The last events of the streams `lifecycle` and `usage`. */
export function toLifecycleEnd(broadcast: Broadcast, end: TurnFinished, endedAt: number): void {
  const isFailed = end.reason === 'failed';
  const isAborted = end.reason === 'aborted';
  broadcast.agent('usage', { ...toUsage(end) });
  broadcast.agent('lifecycle', {
    phase: isFailed ? 'error' : 'end',
    endedAt,
    stopReason: end.reason,
    degraded: end.degraded,
    ...(isAborted ? { aborted: true } : {}),
    ...(isFailed ? { error: errorMessageOf(end) } : {}),
  });
}

/** The last `chat` event of a run. */
export function toChatEnd(end: TurnFinished, now: number): ChatState {
  const { reason, text, error } = end;
  const message = text === '' ? {} : { message: toAssistantMessage(text, now) };
  if (reason === 'aborted') return { state: 'aborted', ...message, stopReason: reason };
  if (reason === 'failed') {
    return {
      state: 'error',
      ...message,
      errorMessage: errorMessageOf(end),
      errorKind: kindOf(error?.code),
      errorCode: error?.code ?? 'internal',
    };
  }
  return { state: 'final', ...message, stopReason: reason, usage: toUsage(end) };
}

export function toUsage({ usage }: TurnFinished): RunTokens {
  const { inputTokens: input, outputTokens: output } = usage;
  return { input, output, totalTokens: input + output };
}

export function errorMessageOf({ error }: TurnFinished): string {
  return error?.message ?? 'The turn failed; the log has its details.';
}

function kindOf(code: string | undefined): 'timeout' | 'rate_limit' | 'unknown' {
  if (code === 'timeout') return 'timeout';
  return code === 'rate_limited' ? 'rate_limit' : 'unknown';
}
