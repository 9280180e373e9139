import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createGatewayClient } from '@homarus/sdk';

import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';

const settings = `
agents:
  main:
    exec: { mode: ask }
`;

test('tools, approvals and changes of the configuration stand in the audit log', async () => {
  await using gateway = await startGatewayInProcess({}, settings);
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  client.on('exec.approval.requested', ({ id, request }) => {
    const decision = request.command.includes('allowed') ? 'allow-once' : 'deny';
    void client.call('exec.approval.resolve', { id, decision });
  });
  await client.connect();
  await client.call('config.patch', { raw: '{"gateway":{"queueMode":"steer"}}' });
  const calls = [
    { name: 'write', arguments: { path: 'note.txt', content: 'Noted.' } },
    { name: 'exec', arguments: { command: 'echo allowed' } },
    { name: 'exec', arguments: { command: 'echo refused' } },
  ];
  for (const call of calls) gateway.model.script({ toolCalls: [call] });
  const message = { sessionKey: 'agent:main:main', message: 'Go.', idempotencyKey: 'run_audit' };
  await client.call('chat.send', message);
  await client.call('agent.wait', { runId: 'run_audit', timeoutMs: 20_000 });
  const { events } = await client.call('audit.list', { limit: 50 });
  const told = events.map(
    ({ actor, action, toolName = '', status }) => `${actor.id} ${action} ${toolName} ${status}`,
  );
  assert.deepEqual(told.toReversed(), [
    'test connect  succeeded',
    'test config.patch  succeeded',
    'main tool.action.finished write succeeded',
    'test approval.allow-once  succeeded',
    'main tool.action.finished exec succeeded',
    'test approval.deny  blocked',
    'main tool.action.finished exec blocked',
  ]);
});
