import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { estimateTokens, hasCode } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';

import { startServices } from '../../testing/start-services.ts';
import { toSystemPrompt } from '../../turns/system-prompt.ts';

const configured = [
  { id: 'main', name: 'Homarus' },
  { id: 'code', name: 'Coder', emoji: '🦞', tools: { profile: 'minimal' } },
] as const;

function refusedWith(code: ErrorCode) {
  return (error: unknown) => hasCode(error, code);
}

test('agents are made, changed and deleted, and stand in the audit log', async () => {
  using place = startServices({ agents: configured });
  const { call } = place;
  const made = await call('agents.create', { name: 'Code Helper', emoji: '🐚' });
  assert.deepEqual(made, {
    ok: true,
    agentId: 'code-helper',
    name: 'Code Helper',
    workspace: path.join(place.dataFolder, 'workspaces', 'code-helper'),
    model: undefined,
  });
  await assert.rejects(call('agents.create', { name: 'code helper!' }), refusedWith('conflict'));
  const chinese = await call('agents.create', { name: '代码助手' });
  assert.equal((chinese as { readonly agentId: string }).agentId, 'agent-4');
  await call('agents.update', { agentId: 'code-helper', name: 'Helper', model: 'homarus/offline' });
  const { agents, defaultId } = (await call('agents.list')) as {
    readonly defaultId: string;
    readonly agents: readonly {
      readonly id: string;
      readonly name: string;
      readonly model?: object;
    }[];
  };
  assert.equal(defaultId, 'main');
  assert.deepEqual(
    agents.map(({ id, name }) => [id, name]),
    [
      ['main', 'Homarus'],
      ['code', 'Coder'],
      ['code-helper', 'Helper'],
      ['agent-4', '代码助手'],
    ],
  );
  await call('agents.delete', { agentId: 'code-helper' });
  await assert.rejects(call('agents.delete', { agentId: 'code-helper' }), refusedWith('not_found'));
  assert.deepEqual(
    place.audit.map(({ action, target, actor }) => `${actor} ${action} ${target}`),
    [
      'client:test agents.create code-helper',
      'client:test agents.create agent-4',
      'client:test agents.update code-helper',
      'client:test agents.delete code-helper',
    ],
  );
});

test('an agent of the configuration is not changed over the wire', async () => {
  using place = startServices({ agents: configured });
  const update = place.call('agents.update', { agentId: 'code', name: 'x' });
  await assert.rejects(update, refusedWith('forbidden'));
  await assert.rejects(place.call('agents.delete', { agentId: 'code' }), refusedWith('forbidden'));
  const unknown = place.call('agents.create', { name: 'x', model: 'none/such' });
  await assert.rejects(unknown, refusedWith('invalid_request'));
  const relative = place.call('agents.create', { name: 'x', workspace: 'here' });
  await assert.rejects(relative, refusedWith('invalid_request'));
});

test('who an agent is can be asked by its id, by a session, or by neither', async () => {
  using place = startServices({ agents: configured });
  const { call } = place;
  assert.deepEqual(await call('agent.identity.get', { sessionKey: 'agent:code:main' }), {
    agentId: 'code',
    name: 'Coder',
    nameSource: 'config',
    avatar: '🦞',
    emoji: '🦞',
  });
  const main = await call('agent.identity.get', { sessionKey: 'main' });
  assert.equal((main as { readonly agentId: string }).agentId, 'main');
});

test('the files of a workspace are a closed list', async () => {
  using place = startServices({ agents: configured });
  const { call } = place;
  const set = { agentId: 'main', name: 'SOUL.md', content: '你是一只龙虾。' };
  await call('agents.files.set', set);
  const { file } = (await call('agents.files.get', { agentId: 'main', name: 'SOUL.md' })) as {
    readonly file: { readonly content: string; readonly size: number; readonly missing: boolean };
  };
  assert.equal(file.content, '你是一只龙虾。');
  assert.equal(file.size, 21);
  const { files } = (await call('agents.files.list', { agentId: 'main' })) as {
    readonly files: readonly { readonly name: string; readonly missing: boolean }[];
  };
  assert.deepEqual(
    files.filter(({ missing }) => !missing).map(({ name }) => name),
    ['SOUL.md'],
  );
  for (const name of ['../x.md', 'x.md', '/etc/passwd', 'soul.md']) {
    const params = { agentId: 'main', name, content: 'x' };
    await assert.rejects(call('agents.files.set', params), refusedWith('invalid_request'), name);
  }
  const huge = { ...set, content: '字'.repeat(100_000) };
  await assert.rejects(call('agents.files.set', huge), refusedWith('invalid_request'));
  const root = path.join(place.dataFolder, 'workspaces', 'code');
  mkdirSync(root);
  writeFileSync(path.join(place.dataFolder, 'secret'), 'secret');
  symlinkSync(path.join(place.dataFolder, 'secret'), path.join(root, 'USER.md'));
  const linked = call('agents.files.get', { agentId: 'code', name: 'USER.md' });
  await assert.rejects(linked, refusedWith('forbidden'));
});

test('a plain turn costs less than 2,000 tokens, however much the files say', async () => {
  using place = startServices({ agents: configured });
  const long = { agentId: 'main', content: '每次都要先看日历再回答。'.repeat(2000) };
  for (const name of ['AGENTS.md', 'SOUL.md', 'USER.md', 'IDENTITY.md']) {
    await place.call('agents.files.set', { ...long, name });
  }
  const parts = { now: 0, timeZone: 'UTC', instructions: undefined, memory: '' };
  const { files, tools } = await place.services.equip('main', undefined);
  const full = toSystemPrompt({ agent: configured[0], ...parts, files });
  assert.match(full, /# SOUL\.md/u);
  assert.ok(estimateTokens(full) < 2000, `${estimateTokens(full)} tokens`);
  const fresh = toSystemPrompt({ agent: configured[0], ...parts, files: '' });
  const plain = estimateTokens(fresh) + estimateTokens(JSON.stringify(tools));
  assert.ok(plain < 2000, `${plain} tokens with tools`);
});

test('models are listed under the names that agents may choose', async () => {
  using place = startServices();
  const { models } = (await place.call('models.list')) as {
    readonly models: readonly { readonly id: string; readonly provider: string }[];
  };
  assert.equal(models.length, 1);
  const { provider, id } = models[0] ?? { provider: '', id: '' };
  const made = await place.call('agents.create', { name: 'x', model: `${provider}/${id}` });
  assert.equal((made as { readonly model: string }).model, `${provider}/${id}`);
  const { model } = await place.services.equip('x', undefined);
  assert.equal(model.modelId, id);
});
