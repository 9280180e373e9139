import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { SessionEntry } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startTurns, userMessage } from '../testing/start-turns.ts';
import { createHotLogs } from './hot-logs.ts';

/** A store that counts how often a log is read. */
function countingStore() {
  const store = memorySessionStore();
  const counted = { reads: 0 };
  const listEntries: typeof store.listEntries = (...given) => {
    counted.reads += 1;
    return store.listEntries(...given);
  };
  return { sessions: { ...store, listEntries }, counted };
}

function rolesOf(model: ReturnType<typeof scriptedModel>): readonly string[] {
  return model.calls.at(-1)?.prompt.map(({ role }) => role) ?? [];
}

test('a session that is spoken in does not read its log again', async () => {
  const { sessions, counted } = countingStore();
  const model = scriptedModel(says('Fine.'));
  const { say } = startTurns({ sessions, model });
  for (const text of ['One', 'Two', 'Three']) await say(text);
  assert.equal(counted.reads, 1);
  assert.deepEqual(rolesOf(model), ['system', 'user', 'assistant', 'user', 'assistant', 'user']);
});

test('what somebody else wrote meanwhile is read', async () => {
  const { sessions, counted } = countingStore();
  const model = scriptedModel(says('Fine.'));
  const { say } = startTurns({ sessions, model });
  await say('One');
  const session = await sessions.getByKey('acct', 'agent:main:main');
  const message = userMessage('From elsewhere');
  const entry = { runId: undefined, createdAt: 1, message, isEcho: false };
  await sessions.append('acct', session?.sessionId ?? '', { entries: [entry], at: 1 });
  await say('Two');
  assert.equal(counted.reads, 2);
  assert.deepEqual(rolesOf(model), ['system', 'user', 'assistant', 'user', 'user']);
});

test('logs are kept up to a size in all, those that were spoken in last', () => {
  const logs = createHotLogs({ maxEntries: 10, maxChars: 1000 });
  const entryOf = (sessionId: string, chars: number): SessionEntry => ({
    sessionId,
    position: 0,
    runId: undefined,
    createdAt: 1,
    message: userMessage('x'.repeat(chars)),
    isEcho: false,
  });
  const keep = (sessionId: string, chars: number): void =>
    logs.set(sessionId, [entryOf(sessionId, chars)]);
  const kept = (): readonly string[] => ['a', 'b', 'c'].filter((id) => logs.get(id) !== undefined);
  keep('a', 400);
  keep('b', 400);
  keep('a', 100);
  assert.deepEqual(kept(), ['a', 'b']);
  keep('c', 600);
  assert.deepEqual(kept(), ['a', 'c']);
  keep('b', 2000);
  assert.deepEqual(kept(), []);
});

test('a log with files in it is read anew', async () => {
  const { sessions, counted } = countingStore();
  const { say } = startTurns({ sessions });
  const data = { type: 'data', data: 'aGk=' } as const;
  const file = { type: 'file', mediaType: 'image/png', data } as const;
  await say('', { input: [{ role: 'user', content: [file] }] });
  await say('Two');
  assert.equal(counted.reads, 2);
});
