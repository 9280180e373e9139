import type { SessionRecord, Sessions } from '@homarus/sessions';

import type { EventHub } from '../../rpc/event-hub.ts';
import { toChatMessages, toMessageId } from '../../turn-events/chat-message.ts';

/** Puts a text into a conversation as if the agent had said it, and answers its message id. */
export async function injectNote(
  { sessions, hub }: { readonly sessions: Sessions; readonly hub: EventHub },
  { sessionId, key: sessionKey, agentId, userId: person }: SessionRecord,
  { message, label }: { readonly message: string; readonly label?: string | undefined },
): Promise<string | undefined> {
  const text = label === undefined ? message : `[${label}]\n\n${message}`;
  const note = { role: 'assistant' as const, content: [{ type: 'text' as const, text }] };
  const entries = await sessions.note(sessionId, [{ message: note, isEcho: true }]);
  const audience = { to: 'session', sessionKey } as const;
  for (const entry of entries) {
    const [shown] = toChatMessages(entry);
    const messageId = toMessageId(entry);
    const place = { sessionKey, sessionId, agentId, messageId, messageSeq: entry.position + 1 };
    hub.publish('session.message', { ...place, message: shown }, { audience, person });
  }
  const [entry] = entries;
  return entry === undefined ? undefined : toMessageId(entry);
}
