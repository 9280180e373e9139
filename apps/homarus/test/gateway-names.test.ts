import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createGatewayClient } from '@homarus/sdk';

import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';

/** What clients of OpenClaw's gateway may call, as far as it is about things that are here. */
const expected = `
  agent agent.identity.get agent.wait
  agents.create agents.delete agents.files.get agents.files.list agents.files.set agents.list agents.update
  approval.get approval.resolve audit.list channels.status
  chat.abort chat.history chat.inject chat.metadata chat.send chat.startup
  commands.list config.get config.patch config.schema config.schema.lookup config.set
  cron.add cron.get cron.list cron.remove cron.run cron.runs cron.status cron.update
  diagnostics.lanes device.pair.approve device.pair.list device.pair.reject device.pair.remove
  device.token.revoke device.token.rotate doctor.memory.status
  exec.approval.get exec.approval.list exec.approval.request exec.approval.resolve
  exec.approval.waitDecision exec.approvals.get exec.approvals.set
  gateway.identity.get health hooks.status last-heartbeat logs.tail
  memory.admin.add memory.admin.config memory.admin.dashboard memory.admin.delete memory.admin.facets
  memory.admin.list memory.search memory.status
  models.authStatus models.list node.list node.pair.list plugins.list
  sessions.abort sessions.compact sessions.create sessions.delete sessions.describe sessions.get
  sessions.list sessions.messages.subscribe sessions.messages.unsubscribe sessions.patch sessions.preview
  sessions.reset sessions.resolve sessions.search sessions.send sessions.subscribe sessions.usage
  skills.status status system-presence system.info tools.catalog tools.effective tools.invoke
  update.status usage.cost usage.status users.list wake`;

/** There is nothing of it here: that there is none is the answer. */
const empty = `
  artifacts.list diagnostics.stability environments.list openclaw.approval.list plugin.approval.list plugins.uiDescriptors
  portal.list progressCard.get projects.list question.list session.suggestions.list
  sessions.branches.list sessions.catalog.list sessions.companion.state sessions.groups.list
  sessions.observer.visibility skills.library.list skills.search talk.catalog taskSuggestions.list tasks.list worktrees.list`;

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/u);

test('the gateway lists the methods and events that it has, and no others', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  const { features } = await client.connect();
  const names = [...wordsOf(expected), ...wordsOf(empty)];
  const missing = names.filter((name) => !features.methods.includes(name));
  assert.deepEqual(missing, []);
  // What the memory's panel can do beyond them is ours alone.
  const unexpected = features.methods.filter(
    (name) => !names.includes(name) && !name.startsWith('memory.admin.'),
  );
  assert.deepEqual(unexpected, []);
  assert.deepEqual(features.capabilities, ['published-model-catalog']);
  assert.deepEqual(features.events.toSorted(), [
    'agent',
    'chat',
    'connect.challenge',
    'cron',
    'device.pair.requested',
    'device.pair.resolved',
    'exec.approval.requested',
    'exec.approval.resolved',
    'health',
    'presence',
    'session.message',
    'session.tool',
    'sessions.changed',
    'shutdown',
    'tick',
  ]);
});
