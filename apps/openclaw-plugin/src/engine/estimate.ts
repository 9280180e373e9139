import { estimateTokens } from '@homarus/base';

import { partsOf } from '../host/host-message.ts';
import type { HostMessage } from '../host/host-message.ts';

/** What a picture costs about, whatever its size. */
const fileTokens = 1000;

/** About how many tokens messages have. */
export function estimateMessages(messages: readonly HostMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateMessage(message), 0);
}

export function estimateMessage(message: HostMessage): number {
  return partsOf(message).reduce((sum, part) => {
    if (typeof part['text'] === 'string') return sum + estimateTokens(part['text']);
    const isCall = 'arguments' in part || 'input' in part;
    const call: unknown = part['arguments'] ?? part['input'];
    return sum + (isCall ? estimateTokens(JSON.stringify(call) ?? '') : fileTokens);
  }, 4);
}
