import { textOf, timeOf } from '../host/host-message.ts';
import type { HostMessage } from '../host/host-message.ts';
import type { WindowCut } from '../session-notes.ts';

/**
 * The messages from the cut on: what is older stands in the summary. What is asked now always stays,
 * and so does what has no time of its own (a host's own summary); an answer of a tool never comes
 * without its call. The answer holds the same objects.
 */
export function cutWindow(
  messages: readonly HostMessage[],
  cut: WindowCut | undefined,
  prompt: string | undefined,
): readonly HostMessage[] {
  if (cut === undefined) return messages;
  const isOld = (message: HostMessage): boolean =>
    (timeOf(message) ?? Number.POSITIVE_INFINITY) < cut.keepFrom;
  const end = Math.min(messages.findLastIndex(isOld) + 1, currentIndex(messages, prompt));
  if (end === 0) return messages;
  const kept = messages.slice(end);
  const first = kept.findIndex(({ role }) => !isToolResult(role));
  const untimed = messages
    .slice(0, end)
    .filter((message) => timeOf(message) === undefined && !isToolResult(message.role));
  return [...untimed, ...kept.slice(first === -1 ? kept.length : first)];
}

/** Where the message that is answered now stands, if the window has it. */
export function currentIndex(messages: readonly HostMessage[], prompt: string | undefined): number {
  const index = messages.findLastIndex(({ role }) => role === 'user');
  const last = messages[index];
  const isCurrent = last !== undefined && prompt !== undefined && textOf(last) === prompt;
  return isCurrent ? index : messages.length;
}

function isToolResult(role: string): boolean {
  return role === 'toolResult' || role === 'tool';
}
