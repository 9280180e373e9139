import { textOf, timeOf } from '../host/host-message.ts';
import type { HostMessage } from '../host/host-message.ts';
import { digest } from '../deliveries.ts';
import type { Parts } from '../parts.ts';
import type { AfterTurnRequest, CommitTurnAnswer, CommitTurnRequest } from './engine-types.ts';

/**
 * Takes a turn: durable when it resolves, sent soon after. Rejects only when neither the disk nor the
 * server takes it; the host hands it over again then.
 */
export async function commitTurn(
  parts: Parts,
  request: CommitTurnRequest,
): Promise<CommitTurnAnswer> {
  const { messages, advancementKey: key, isHeartbeat = false } = request;
  const conversation = parts.conversations.of(request.sessionId);
  conversation.isCommitted = true;
  conversation.lastTurn = messages;
  if (!parts.settings.autoCapture) return { status: 'committed' };
  const outcome = await parts.deliveries.addTurn(request, { key, messages, isHeartbeat });
  // Nobody waits for the server.
  void parts.deliveries.drain();
  return { status: outcome === 'added' ? 'committed' : 'duplicate' };
}

/**
 * The same for hosts of before August 2026, which hand over the whole window, no key, and how much of it
 * they handed over before. A turn comes in several pieces when the engine owns compaction: the question,
 * each round of tools, the answer. What a host with `commitTurn` says here is the same turn again, and
 * passed over.
 */
export async function afterTurn(parts: Parts, request: AfterTurnRequest): Promise<void> {
  const { sessionId, isHeartbeat = false } = request;
  const conversation = parts.conversations.of(sessionId);
  if (conversation.isCommitted) return;
  const messages = newOf(request);
  const isOpening = messages.some(isUser);
  conversation.lastTurn = isOpening ? messages : [...conversation.lastTurn, ...messages];
  if (!parts.settings.autoCapture || messages.length === 0) return;
  const key = digest(JSON.stringify([sessionId, ...messages.map(fingerprintOf)]));
  await parts.deliveries.addTurn(request, { key, messages, isHeartbeat });
  void parts.deliveries.drain();
}

/** A window that got shorter than what was handed over was compacted: its last turn is new, as far as is known. */
function newOf({ messages, prePromptMessageCount }: AfterTurnRequest): readonly HostMessage[] {
  if (prePromptMessageCount <= messages.length) {
    return messages.slice(Math.max(0, prePromptMessageCount));
  }
  return messages.slice(Math.max(0, messages.findLastIndex(isUser)));
}

function isUser({ role }: HostMessage): boolean {
  return role === 'user';
}

function fingerprintOf(message: HostMessage): readonly unknown[] {
  return [message.role, timeOf(message) ?? 0, textOf(message)];
}
