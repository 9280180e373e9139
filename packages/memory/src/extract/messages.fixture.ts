import type { StoredMessage } from '../message.ts';

/** Saturday, 21 November 2026, 10:30 in Shanghai: when the messages of these tests were said. */
export const saidAt = Date.UTC(2026, 10, 21, 2, 30);

/** A message of the user, as it is stored. */
export function storedMessage(text: string, change: Partial<StoredMessage> = {}): StoredMessage {
  return {
    key: 'msg_1',
    id: 'm1',
    accountId: 'acct-demo',
    userId: 'u-default',
    agentId: 'main',
    sessionId: 's1',
    position: 0,
    role: 'user',
    content: text,
    text,
    contentHash: '',
    name: undefined,
    senderId: undefined,
    turnId: undefined,
    isHeartbeat: false,
    isEcho: false,
    createdAt: saidAt,
    recordedAt: saidAt,
    ...change,
  };
}
