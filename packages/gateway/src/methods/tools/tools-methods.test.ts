import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { hasCode } from '@homarus/base';

import { startServices } from '../../testing/start-services.ts';

const agents = [
  { id: 'main' },
  { id: 'small', tools: { profile: 'minimal', allow: ['web_*'], deny: ['group:time'] } },
  { id: 'shell', exec: { mode: 'ask', allow: [] } },
] as const;

interface Effective {
  readonly profile: string;
  readonly groups: readonly { readonly tools: readonly { readonly id: string }[] }[];
}

interface Invoked {
  readonly ok: boolean;
  readonly output?: { readonly content: readonly { readonly text: string }[] };
  readonly error?: { readonly code: string };
}

test('an agent has the tools of its policy', async () => {
  using place = startServices({ agents });
  const idsOf = async (agentId: string) => {
    const { groups } = (await place.call('tools.effective', { agentId })) as Effective;
    return groups.flatMap(({ tools }) => tools.map(({ id }) => id));
  };
  const memory = ['memory_recall', 'memory_store', 'memory_forget'];
  const sessions = ['session_list', 'session_history'];
  const files = ['read', 'write', 'edit', 'list', 'search'];
  assert.deepEqual(await idsOf('main'), [...memory, 'now', ...files, 'web_fetch', ...sessions]);
  assert.deepEqual(await idsOf('small'), [...memory, 'web_fetch']);
  assert.ok((await idsOf('shell')).includes('exec'));
});

test('the catalogue has every tool once, and no tool that nobody can have', async () => {
  using place = startServices({ agents });
  const { groups } = (await place.call('tools.catalog')) as {
    readonly groups: readonly { readonly tools: readonly { readonly id: string }[] }[];
  };
  const ids = groups.flatMap(({ tools }) => tools.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  const own = (await place.call('tools.effective', { agentId: 'shell' })) as Effective;
  const effective = own.groups.flatMap(({ tools }) => tools.map(({ id }) => id));
  assert.deepEqual(ids.toSorted(), effective.toSorted());
});

test('a tool is invoked with the policy of the agent, in one’s own session only', async () => {
  using place = startServices({ agents });
  const invoke = (params: object) => place.call('tools.invoke', params) as Promise<Invoked>;
  const written = await invoke({ name: 'write', args: { path: 'a.txt', content: 'x' } });
  assert.equal(written.ok, true);
  const read = await invoke({ name: 'read', args: { path: 'a.txt' } });
  assert.equal(read.output?.content[0]?.text, 'x');
  const lacking = await invoke({ name: 'read', args: { path: 'a.txt' }, agentId: 'small' });
  assert.equal(lacking.error?.code, 'not_found');
  const wrong = await invoke({ name: 'read', args: {} });
  assert.equal(wrong.error?.code, 'invalid_request');
  const session = { accountId: 'acct', key: 'agent:main:bob', sessionId: 'ses_b', agentId: 'main' };
  await place.sessions.create({ ...session, userId: 'bob', createdAt: 1, updatedAt: 1, facts: {} });
  const foreign = await invoke({ name: 'now', sessionKey: 'agent:main:bob' });
  assert.equal(foreign.error?.code, 'forbidden');
  assert.deepEqual(
    place.audit.map(({ action, outcome }) => [action, outcome]),
    [['tool.write', 'ok']],
  );
});

test('a command that is asked for runs when it is allowed', async () => {
  using place = startServices({ agents, execEnvironment: { PATH: '/usr/bin:/bin' } });
  const running = place.call('tools.invoke', {
    name: 'exec',
    args: { command: 'echo hello' },
    agentId: 'shell',
  }) as Promise<Invoked>;
  const waiting = async () => {
    await nextTick();
    return (await place.call('exec.approval.list')) as readonly { readonly id: string }[];
  };
  let [pending] = await waiting();
  while (pending === undefined) [pending] = await waiting();
  const { id } = pending;
  const shown = (await place.call('exec.approval.get', { id })) as { readonly commandText: string };
  assert.equal(shown.commandText, 'echo hello');
  await place.call('exec.approval.resolve', { id, decision: 'allow-always' }, { deviceId: 'd1' });
  assert.equal((await running).output?.content[0]?.text, 'hello');
  const again = place.call('exec.approval.resolve', { id, decision: 'deny' });
  await assert.rejects(again, (error) => hasCode(error, 'not_found'));
  const rules = (await place.call('exec.approvals.get')) as {
    readonly file: {
      readonly agents: Readonly<Record<string, { readonly allowlist: readonly object[] }>>;
    };
  };
  assert.equal(rules.file.agents['shell']?.allowlist.length, 1);
  const { events } = (await place.call('audit.list')) as {
    readonly events: readonly {
      readonly action: string;
      readonly actor: { readonly id: string };
    }[];
  };
  assert.deepEqual(
    events.map(({ action, actor }) => [action, actor.id]),
    [
      ['tool.action.finished', 'shell'],
      ['approval.allow-always', 'd1'],
    ],
  );
});
