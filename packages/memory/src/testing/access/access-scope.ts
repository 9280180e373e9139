import type { IncomingMessage } from '../../message.ts';
import type { SessionScope } from '../../scope.ts';

export const lin: SessionScope = {
  accountId: 'acct-demo',
  userId: '小林',
  agentId: 'main',
  sessionId: 'monday',
};

/** Noon of a day of May 2026, UTC. */
export const noonOf = (day: number): number => Date.UTC(2026, 4, day, 12);

export function says(content: string, fields: Partial<IncomingMessage> = {}): IncomingMessage {
  return { role: 'user', content, ...fields };
}
