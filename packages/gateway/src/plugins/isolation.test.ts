import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openWritten } from '@homarus/plugins/testing';
import type { OpenedPlugins } from '@homarus/plugins/testing';

import { connectOfficial } from '../testing/official-client.ts';
import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

// What plugins do wrong, and that the gateway goes on and says which one it was.

function open(
  id: string,
  register: string,
  options: Parameters<typeof openWritten>[2] = {},
): Promise<OpenedPlugins> {
  const entries = { [id]: { hooks: { allowConversationAccess: true } } };
  return openWritten([{ id, register }], { entries }, options);
}

const ask = { model: 'homarus', messages: [{ role: 'user', content: 'Go' }] };

const tool = (name: string, execute: string): string =>
  `api.registerTool({ name: '${name}', description: 'x', parameters: { type: 'object' }, execute: ${execute} });`;

test('a guard of tools that throws or is off blocks the call, and the turn goes on', async () => {
  await using opened = await open(
    'guard',
    `let calls = 0;
     api.on('before_tool_call', () => { calls += 1; if (calls === 1) throw new Error('lost'); return new Promise(() => {}); });`,
    {
      deadlines: { hook: 5 },
      guardLimits: { maxHangs: 1, maxStrayErrors: 5, maxCalls: 8 },
    },
  );
  const model = scriptedModel(
    callsTool('now', {}),
    callsTool('now', { a: 1 }, 'call_2'),
    callsTool('now', { a: 2 }, 'call_3'),
    says('Without.'),
  );
  await using running = await startGateway({ model, plugins: opened.host });
  await running.post('/v1/chat/completions', ask);
  const prompt = JSON.stringify(model.calls.at(-1)?.prompt);
  assert.match(prompt, /guard: lost/u);
  assert.match(prompt, /took longer than 5 ms/u);
  assert.match(prompt, /calls hang/u);
  assert.equal(opened.host.health()[0]?.status, 'off');
});

test('results that flood are cut for the model', async () => {
  await using opened = await open(
    'flood',
    tool(
      'pour',
      `() => ({ content: [{ type: 'text', text: 'x'.repeat(3e6) }], details: { big: 'y'.repeat(3e6) } })`,
    ) +
      tool(
        'drip',
        `() => ({ content: Array.from({ length: 2e5 }, () => ({ type: 'text', text: 'z' })) })`,
      ),
  );
  const model = scriptedModel(callsTool('pour', {}), callsTool('drip', {}, 'call_2'), says('Wet.'));
  await using running = await startGateway({ model, plugins: opened.host });
  await running.post('/v1/chat/completions', ask);
  const prompt = JSON.stringify(model.calls.at(-1)?.prompt);
  assert.ok(prompt.length < 60_000, `the prompt has ${prompt.length} characters`);
  const { entries } = await historyOf(running);
  assert.doesNotMatch(entries, /yyyy/u);
});

async function historyOf(running: Awaited<ReturnType<typeof startGateway>>) {
  await using connected = await connectOfficial(running.url);
  const { sessions } = (await connected.client.request('sessions.list', {})) as {
    readonly sessions: readonly { readonly key: string }[];
  };
  const sessionKey = sessions[0]?.key ?? '';
  const entries = JSON.stringify(
    await connected.client.request('chat.history', { sessionKey, limit: 50 }),
  );
  return { entries };
}

test('tools whose description is a flood are left out', async () => {
  await using opened = await open(
    'wordy',
    `api.registerTool({ name: 'novel', description: 'x'.repeat(1e5), parameters: {}, execute() {} });
     api.registerTool({ name: 'maze', description: 'x', parameters: { type: 'object', description: 'y'.repeat(1e6) }, execute() {} });
     api.registerTool({ name: 'loop', description: 'x', parameters: (() => { const o = {}; o.o = o; return o; })(), execute() {} });`,
  );
  const model = scriptedModel(says('Short.'));
  await using running = await startGateway({ model, plugins: opened.host });
  await running.post('/v1/chat/completions', ask);
  const names = (model.calls[0]?.tools ?? []).map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => ['novel', 'maze', 'loop'].includes(name)),
    [],
  );
  assert.equal(opened.host.health()[0]?.status, 'degraded');
});

test('a method whose name is taken is left out, and the gateway starts', async () => {
  await using opened = await open(
    'chat',
    `api.registerGatewayMethod('send', () => 'mine');
     api.registerGatewayMethod('twice', () => 1);
     api.registerGatewayMethod('twice', () => 2);`,
  );
  await using running = await startGateway({ plugins: opened.host });
  await using connected = await connectOfficial(running.url);
  const { client } = connected;
  await assert.rejects(client.request('chat.send', {}), /idempotencyKey/u);
  assert.equal(await client.request('chat.twice', {}), 1);
  const health = (await client.request('health', {})) as {
    readonly plugins: {
      readonly loaded: readonly string[];
      readonly errors: readonly { readonly id: string; readonly error: string }[];
      readonly unavailable: readonly string[];
    };
  };
  assert.deepEqual(health.plugins.loaded, ['chat']);
  assert.deepEqual(health.plugins.unavailable, []);
  assert.match(health.plugins.errors[0]?.error ?? '', /the name is taken/u);
});

test('the memory panel stays where it is', async () => {
  await using opened = await open(
    'memory',
    `api.registerHttpRoute({ path: '/', auth: 'plugin', match: 'prefix', handler(req, res) { res.end('mine'); } });`,
  );
  await using running = await startGateway({ plugins: opened.host });
  const answer = await fetch(`${running.url}/plugins/memory/api/list`);
  assert.notEqual(await answer.text(), 'mine');
  assert.match(opened.host.health()[0]?.error ?? '', /belongs to the gateway/u);
});

test('models of plugins that throw or hang are their plugin’s fault', async () => {
  await using opened = await open(
    'brains',
    `const model = (doStream) => ({ specificationVersion: 'v4', provider: 'brains', modelId: 'm', supportedUrls: {}, doStream });
     api.registerProvider({ id: 'brains', models: [{ id: 'bad' }, { id: 'none' }],
       createModel: (id) => id === 'bad' ? model(() => { throw new Error('no thought'); }) : 7 });`,
  );
  const options = { agents: [{ id: 'main', model: 'brains/bad' }] };
  await using running = await startGateway({ plugins: opened.host, options });
  const answer = await running.post('/v1/chat/completions', ask);
  assert.match(await answer.text(), /model_failed/u);
  assert.match(opened.host.health()[0]?.error ?? '', /model bad: no thought/u);
});
