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
 * The same for hosts of before August 2026, which hand over the whole window and no key. What a host
 * with `commitTurn` says here is the same turn again, and passed over.
 */
export async function afterTurn(parts: Parts, request: AfterTurnRequest): Promise<void> {
  const { sessionId, isHeartbeat = false } = request;
  const conversation = parts.conversations.of(sessionId);
  if (conversation.isCommitted) return;
  const messages = turnOf(request);
  conversation.lastTurn = messages;
  if (!parts.settings.autoCapture || messages.length === 0) return;
  const key = digest(JSON.stringify([sessionId, ...messages.map(fingerprintOf)]));
  await parts.deliveries.addTurn(request, { key, messages, isHeartbeat });
  void parts.deliveries.drain();
}

/** From the turn's question on; a count that does not fit the messages is not believed. */
function turnOf({ messages, prePromptMessageCount }: AfterTurnRequest): readonly HostMessage[] {
  const isUser = ({ role }: HostMessage): boolean => role === 'user';
  const counted = messages.slice(Math.max(0, prePromptMessageCount));
  if (counted.some(isUser)) return counted;
  const question = messages.findLastIndex(isUser);
  return question === -1 ? counted : messages.slice(question);
}

function fingerprintOf(message: HostMessage): readonly unknown[] {
  return [message.role, timeOf(message) ?? 0, textOf(message)];
}
