import type { SessionMessage, SessionMessageEvent } from '@homarus/protocol';

/** The log with one more message; one that it has already stays as it is. */
export function withMessage(
  messages: readonly SessionMessage[],
  { messageId, messageSeq, runId, message }: SessionMessageEvent,
): readonly SessionMessage[] {
  const placed: SessionMessage = {
    ...message,
    __openclaw: {
      ...message.__openclaw,
      id: messageId,
      seq: messageSeq,
      ...(runId === undefined ? {} : { runId }),
    },
  };
  const isKnown = messages.some((other) => nameOf(other) === nameOf(placed));
  if (isKnown) return messages;
  const after = messages.findLastIndex((other) => (other.__openclaw?.seq ?? 0) <= messageSeq);
  return messages.toSpliced(after + 1, 0, placed);
}

/** The log with a page before it; what both have stays once. */
export function withEarlier(
  messages: readonly SessionMessage[],
  earlier: readonly SessionMessage[],
): readonly SessionMessage[] {
  const known = new Set(messages.map(nameOf));
  return [...earlier.filter((message) => !known.has(nameOf(message))), ...messages];
}

/** An entry of the log has one message, or one for each result of a tool. */
function nameOf({ __openclaw, toolCallId }: SessionMessage): string {
  return `${__openclaw?.id ?? ''} ${toolCallId ?? ''}`;
}
