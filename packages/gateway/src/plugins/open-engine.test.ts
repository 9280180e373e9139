import assert from 'node:assert/strict';
import { test } from 'node:test';

import { recordingLogger } from '@homarus/base/testing';
import type { CommitTurnRequest } from '@homarus/plugin-api';

import { createPendingCommits } from './open-engine.ts';

function requestOf(sessionKey: string, run: number): CommitTurnRequest {
  return {
    sessionId: sessionKey,
    sessionKey,
    advancementKey: `${sessionKey}/${run}`,
    admission: { runId: `${run}`, admittedAt: 0 },
    terminal: { status: 'completed' },
    messages: [],
  };
}

test('turns that an engine does not take are kept within limits, and named when they are given up', async () => {
  const log = recordingLogger();
  const pending = createPendingCommits(log);
  for (let run = 0; run < 51; run += 1) pending.add('a', requestOf('a', run));
  for (let index = 1; index < 200; index += 1) pending.add(`s${index}`, requestOf(`s${index}`, 0));
  assert.deepEqual(
    log.lines.map(({ fields }) => fields['key']),
    ['a/0'],
  );
  pending.add('last', requestOf('last', 0));
  assert.equal(log.lines.length, 51);
  const taken: string[] = [];
  const take = async ({ advancementKey }: CommitTurnRequest): Promise<void> => {
    taken.push(advancementKey);
  };
  for (const key of ['a', 's1', 'last']) await pending.retry(key, take);
  assert.deepEqual(taken, ['s1/0', 'last/0']);
});
