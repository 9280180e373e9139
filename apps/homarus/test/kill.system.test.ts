import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import { openSqlite } from '@homarus/store-sqlite';

import { postJson, respond, searchMemory } from './support/http.ts';
import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';

// The process is killed with SIGKILL, again and again, around the moment in which it acknowledges a
// turn. Whatever was acknowledged must be in the session's log and findable in memory afterwards.

const rounds = 50;
const accountId = 'acct-demo';

/** Each round tells one thing with a word that nothing else has. */
function fact(round: number): { readonly word: string; readonly text: string } {
  const word = `keyword${round}x`;
  const isChinese = round % 4 < 2;
  return { word, text: isChinese ? `我把${word}放在书架上了。` : `I put ${word} on the shelf.` };
}

function sessionKey(round: number): string {
  return `agent:main:kill-${round % 5}`;
}

/**
 * Tells a fact and kills the process: in every other round at a random moment around the turn, else
 * right after the acknowledgement. Answers whether the turn was acknowledged.
 */
async function tellAndKill(homarus: RunningHomarus, round: number): Promise<boolean> {
  const isAtRandom = round % 2 === 1;
  const killedAtRandom = isAtRandom ? killAfter(homarus, randomInt(0, 120)) : undefined;
  const isAcknowledged = await respond(
    homarus.gatewayUrl,
    { input: fact(round).text },
    { 'x-openclaw-session-key': sessionKey(round) },
  ).then(
    () => true,
    () => false,
  );
  // What follows the acknowledgement, learning from the turn, takes some milliseconds, too.
  await (killedAtRandom ?? killAfter(homarus, randomInt(0, 10)));
  return isAcknowledged;
}

async function killAfter(homarus: RunningHomarus, waitMs: number): Promise<void> {
  await systemClock.sleep(waitMs);
  await homarus.stop('SIGKILL');
}

async function loggedTexts(home: string): Promise<string> {
  const file = path.join(home, 'data', 'homarus.db');
  await using stores = await openSqlite({ path: file, log: silentLogger });
  const texts: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const session = await stores.sessions.getByKey(accountId, sessionKey(index));
    if (session === undefined) continue;
    const entries = await stores.sessions.listEntries(accountId, session.sessionId, { limit: 500 });
    texts.push(...entries.map(({ message }) => JSON.stringify(message)));
  }
  return texts.join('\n');
}

test(`${rounds} times killed: every acknowledged turn is in the log and in memory`, async () => {
  using home = temporaryHome();
  const acknowledged: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await using homarus = await startHomarus({ home: home.path });
    const last = acknowledged.at(-1);
    if (last !== undefined) await assertFound(homarus, last);
    if (await tellAndKill(homarus, round)) acknowledged.push(round);
  }
  assert.ok(acknowledged.length >= rounds / 2);
  await using homarus = await startHomarus({ home: home.path });
  for (const round of acknowledged) await assertFound(homarus, round);
  const health = await getHealth(homarus);
  assert.equal(health.drift, 0);
  assert.equal(health.queue.dead, 0);
  await homarus.stop('SIGTERM');
  const log = await loggedTexts(home.path);
  const missing = acknowledged.filter((round) => !log.includes(fact(round).text));
  assert.deepEqual(missing, []);
});

test('a turn that memory acknowledged over its own API survives, and a repeat is a duplicate', async () => {
  using home = temporaryHome();
  const body = {
    sessionId: 'imported',
    turnId: 'turn-1',
    messages: [{ id: 'm1', role: 'user', content: '我喜欢在清晨跑步。' }],
  };
  {
    await using homarus = await startHomarus({ home: home.path });
    await postJson(`${homarus.memoryUrl}/api/v1/after_turn`, body);
    await homarus.stop('SIGKILL');
  }
  await using homarus = await startHomarus({ home: home.path });
  const again = await postJson<{ readonly status: string; readonly stored: number }>(
    `${homarus.memoryUrl}/api/v1/after_turn`,
    body,
  );
  assert.deepEqual([again.status, again.stored], ['duplicate', 0]);
  const hits = await searchMemory(homarus.memoryUrl, '跑步');
  assert.ok(hits.some(({ text }) => text.includes('清晨跑步')));
});

async function assertFound(homarus: RunningHomarus, round: number): Promise<void> {
  const { word, text } = fact(round);
  const hits = await searchMemory(homarus.memoryUrl, word);
  assert.ok(
    hits.some((hit) => hit.text.includes(text)),
    `round ${round} was acknowledged, but is not found`,
  );
}

interface Health {
  readonly drift: number;
  readonly queue: { readonly dead: number };
}

async function getHealth(homarus: RunningHomarus): Promise<Health> {
  const response = await fetch(`${homarus.memoryUrl}/api/v1/health`);
  return (await response.json()) as Health;
}
