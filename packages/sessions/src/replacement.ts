import type { ModelMessage } from '@homarus/agent';

type UserMessage = Extract<ModelMessage, { role: 'user' }>;

/**
 * A user's message that takes the place of the one at `position`: the window leaves that one out, and
 * what was said after it. All of it stays in the log.
 */
export function toReplacement(message: UserMessage, position: number): UserMessage {
  const own = { ...message.providerOptions?.['homarus'], replacesPosition: position };
  return { ...message, providerOptions: { ...message.providerOptions, homarus: own } };
}

/** Where the messages begin whose place a message takes; undefined for one that goes on at the end. */
export function replacedPositionOf({ role, providerOptions }: ModelMessage): number | undefined {
  const position = role === 'user' ? providerOptions?.['homarus']?.['replacesPosition'] : undefined;
  return typeof position === 'number' ? position : undefined;
}
