import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ExecApprovalRequestParamsSchema } from '@openclaw/gateway-protocol/schema';
import { Value } from 'typebox/value';

import { isEvent, openRaw } from '../../testing/raw-client.ts';
import { startGateway } from '../../testing/start-gateway.ts';

interface Row {
  readonly action: string;
  readonly target: string;
}

test('a program asks about a command, hears that it waits, and then what people say', async () => {
  await using gateway = await startGateway();
  using program = await openRaw(gateway.url);
  await program.connect();
  using person = await openRaw(gateway.url);
  await person.connect();
  const asked = {
    id: 'ask-1',
    systemRunPlan: {
      argv: ['make', 'all'],
      commandText: 'make all',
      cwd: '/w',
      agentId: 'main',
      sessionKey: 'agent:main:main',
    },
    timeoutMs: 60_000,
    twoPhase: true,
  };
  assert.deepEqual(Value.Errors(ExecApprovalRequestParamsSchema, asked), []);
  const { payload: accepted } = await program.call('exec.approval.request', asked);
  assert.partialDeepStrictEqual(accepted, { id: 'ask-1', status: 'accepted' });
  const { error } = await person.call('exec.approval.request', { id: 'ask-1', command: 'ls' });
  assert.equal(error?.details?.['path'], 'id');
  const decided = program.call('exec.approval.waitDecision', { id: 'ask-1' });
  const { payload: list } = await person.call('exec.approval.list');
  assert.partialDeepStrictEqual(list, [
    { id: 'ask-1', request: { command: 'make all', cwd: '/w' } },
  ]);
  await person.call('exec.approval.resolve', { id: 'ask-1', decision: 'allow-once' });
  assert.partialDeepStrictEqual((await decided).payload, { id: 'ask-1', decision: 'allow-once' });
  const late = await person.call('exec.approval.waitDecision', { id: 'ask-1' });
  assert.deepEqual(late.payload, (await decided).payload, 'a decision is kept for who asks late');
  const { payload: audit } = await person.call('audit.list');
  const [row] = (audit as { readonly events: readonly Row[] }).events;
  assert.equal(row?.action, 'approval.allow-once');
  assert.match(row?.target ?? '', /^client:.+ exec make all$/u);
});

test('without two answers the one has the decision; a program that goes takes its question along', async () => {
  await using gateway = await startGateway();
  using program = await openRaw(gateway.url);
  await program.connect();
  using person = await openRaw(gateway.url);
  await person.connect();
  const waits = () => person.next(isEvent('exec.approval.requested'));
  const heard = waits();
  const answer = program.call('exec.approval.request', { command: 'ls | sh' });
  const { id } = (await heard).payload as { readonly id: string };
  await person.call('exec.approval.resolve', { id, decision: 'deny' });
  assert.partialDeepStrictEqual((await answer).payload, { id, decision: 'deny' });
  const again = waits();
  void program.call('exec.approval.request', { commandArgv: ['ls'] }).catch(() => undefined);
  await again;
  await person.next(isEvent('exec.approval.resolved'));
  const resolved = person.next(isEvent('exec.approval.resolved'));
  program.socket.close();
  assert.partialDeepStrictEqual((await resolved).payload, { reason: 'aborted' });
  assert.deepEqual((await person.call('exec.approval.list')).payload, []);
  const { error } = await person.call('exec.approval.request', { command: ' ' });
  assert.equal(error?.details?.['path'], 'command');
});
