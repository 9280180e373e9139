import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { isEvent, openRaw } from '../testing/raw-client.ts';
import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';
import { temporaryWorkspace } from '../testing/temporary-workspace.ts';
import { waitFor } from '../testing/wait-for.ts';

const sessionKey = 'agent:main:main';

function isWritten(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('an abort ends a running command, and the log stays whole', async () => {
  using place = temporaryWorkspace();
  const command = 'echo $$ > pid; exec sleep 600';
  const model = scriptedModel(callsTool('exec', { command }), says('Here I am.'));
  const agents = [
    { id: 'main', workspace: place.root, exec: { mode: 'full', allow: [] } },
  ] as const;
  await using gateway = await startGateway({
    model,
    options: { agents, execEnvironment: { PATH: '/usr/bin:/bin' } },
  });
  using client = await openRaw(gateway.url);
  await client.connect();
  const send = (message: string, idempotencyKey: string) =>
    client.call('chat.send', { sessionKey, message, idempotencyKey });
  const end = async (state: string) => {
    for (;;) {
      const { payload } = await client.next(isEvent('chat'));
      if ((payload as { readonly state: string }).state === state) return;
    }
  };
  await send('Wait for me.', 'run-1');
  const file = path.join(place.root, 'pid');
  await waitFor(() => isWritten(file));
  const pid = Number(readFileSync(file, 'utf8'));
  assert.ok(isAlive(pid));
  const aborted = await client.call('chat.abort', { sessionKey, runId: 'run-1' });
  assert.partialDeepStrictEqual(aborted.payload, { aborted: true, runIds: ['run-1'] });
  await end('aborted');
  await waitFor(() => !isAlive(pid));

  await send('Are you there?', 'run-2');
  await end('final');
  const session = await gateway.sessions.getByKey('acct-demo', sessionKey);
  const entries = await gateway.sessions.listEntries('acct-demo', session?.sessionId ?? '');
  assert.deepEqual(
    entries.map(({ message }) => message.role),
    ['user', 'assistant', 'tool', 'user', 'assistant'],
  );
  const runs = await Promise.all(
    ['run-1', 'run-2'].map((runId) => gateway.sessions.getRun('acct-demo', runId)),
  );
  assert.deepEqual(
    runs.map((run) => run?.status),
    ['aborted', 'done'],
  );
  // What the model is given next has an answer to each call.
  const roles = model.calls.at(-1)?.prompt.map(({ role }) => role);
  assert.deepEqual(roles, ['system', 'user', 'assistant', 'tool', 'user']);
});
