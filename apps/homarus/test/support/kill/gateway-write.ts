import assert from 'node:assert/strict';

import { killScope, roundWord } from './kill-world.ts';
import type { KillWorld } from './kill-world.ts';
import type { KillWrite } from './kill-writes.ts';

function sessionKey(round: number): string {
  return `agent:main:kill-${round % 3}`;
}

/** A turn of the gateway: the log of the session, the answer, and what memory takes of both. */
export const gatewayTurn: KillWrite = {
  name: 'gateway',
  run: async ({ gateway }, round) => {
    const response = await gateway.fetch(
      new Request('http://localhost/v1/responses', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          host: 'localhost',
          'x-openclaw-session-key': sessionKey(round),
        },
        body: JSON.stringify({
          model: 'homarus',
          input: `I put ${roundWord('gateway', round)} away.`,
        }),
      }),
    );
    const text = await response.text();
    assert.equal(response.status, 200, text);
  },
  check: async (world, round, isAcknowledged) => {
    await world.gateway.recover();
    const word = roundWord('gateway', round);
    const { logged, sessionId } = await loggedOf(world, round);
    assert.ok(
      logged === 1 || (logged === 0 && !isAcknowledged),
      `${word} is logged ${logged} times`,
    );
    if (sessionId === undefined || logged === 0) return;
    const kept = await world.stores.memory.listMessages(killScope(sessionId), {});
    const said = kept.filter(({ role, text }) => role === 'user' && text.includes(word));
    assert.equal(said.length, 1, `${word} is in the log, and ${said.length} times in memory`);
  },
};

async function loggedOf({ stores }: KillWorld, round: number) {
  const { accountId } = killScope('');
  const session = await stores.sessions.getByKey(accountId, sessionKey(round));
  if (session === undefined) return { logged: 0, sessionId: undefined };
  const { sessionId } = session;
  const entries = await stores.sessions.listEntries(accountId, sessionId, { limit: 10_000 });
  const said = entries.filter(
    ({ message }) =>
      message.role === 'user' && JSON.stringify(message).includes(roundWord('gateway', round)),
  );
  return { logged: said.length, sessionId };
}
