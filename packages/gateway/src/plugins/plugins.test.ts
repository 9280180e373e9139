import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openWritten } from '@homarus/plugins/testing';
import type { OpenedPlugins, PluginSource } from '@homarus/plugins/testing';

import { connectOfficial } from '../testing/official-client.ts';
import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

const allowed = { hooks: { allowConversationAccess: true } };

type Opening = Parameters<typeof openWritten>;

/** One plugin that may see conversations. */
function openOne(
  source: PluginSource,
  settings: Opening[1] = {},
  options: Opening[2] = {},
): Promise<OpenedPlugins> {
  return openWritten([source], { entries: { [source.id]: allowed }, ...settings }, options);
}

async function answerOf(response: Response): Promise<string> {
  const body = (await response.json()) as {
    readonly choices: readonly { readonly message: { readonly content: string } }[];
  };
  return body.choices[0]?.message.content ?? '';
}

const ask = (content: string) => ({
  model: 'homarus',
  user: 'ann',
  messages: [{ role: 'user', content }],
});

test('the model calls a tool of a plugin, made for the person of the turn', async () => {
  await using opened = await openOne({
    id: 'parrot',
    register: `api.registerTool((ctx) => ({
      name: 'say', description: 'Says it.', parameters: { type: 'object' },
      execute: async (id, params) => ({ content: [{ type: 'text', text: ctx.requesterSenderId + ':' + params.word }] }),
    }));`,
  });
  const model = scriptedModel(callsTool('say', { word: 'hi' }), says('Done.'));
  await using running = await startGateway({ model, plugins: opened.host });
  const response = await running.post('/v1/chat/completions', ask('Say hi'));
  assert.equal(await answerOf(response), 'Done.');
  assert.match(JSON.stringify(model.calls[1]?.prompt), /ann:hi/u);
});

test('a tool that throws or hangs is an error that the model reads, and the turn goes on', async () => {
  const schema = `parameters: { type: 'object' }, description: 'x'`;
  await using opened = await openOne(
    {
      id: 'bad',
      register: `api.registerTool({ name: 'thrower', ${schema}, execute() { throw new Error('kaput'); } });
        api.registerTool({ name: 'sleeper', ${schema}, execute: () => new Promise(() => {}) });
        api.registerTool({ name: 'now', ${schema}, execute: () => ({ content: [] }) });`,
    },
    {},
    { deadlines: { tool: 20 } },
  );
  const model = scriptedModel(
    callsTool('thrower', {}),
    callsTool('sleeper', {}, 'call_2'),
    says('Never mind.'),
  );
  await using running = await startGateway({ model, plugins: opened.host });
  const response = await running.post('/v1/chat/completions', ask('Try'));
  assert.equal(await answerOf(response), 'Never mind.');
  const names = (model.calls[0]?.tools ?? []).map(({ name }) => name);
  assert.equal(names.filter((name) => name === 'now').length, 1, 'the gateway’s own tool stays');
  const health = (await (await fetch(`${running.url}/health`)).json()) as {
    readonly status: string;
    readonly plugins: readonly { readonly id: string; readonly status: string }[];
    readonly reasons: readonly string[];
  };
  assert.equal(health.status, 'degraded');
  assert.deepEqual(
    health.plugins.map(({ id, status }) => [id, status]),
    [['bad', 'degraded']],
  );
  assert.match(health.reasons.join(), /plugin bad/u);
});

test('the plugin in the slot of memory brings its own memory tools, others do not', async () => {
  const register = (
    word: string,
  ) => `for (const name of ['memory_recall', 'now']) api.registerTool({
      name, description: '${word}', parameters: { type: 'object' },
      execute: async () => ({ content: [{ type: 'text', text: '${word}' }] }),
    });
    api.registerMemoryCapability({});`;
  await using opened = await openWritten(
    [
      { id: 'other', register: register('other') },
      { id: 'keeper', register: register('keeper') },
    ],
    { slots: { memory: 'keeper' } },
  );
  const model = scriptedModel(callsTool('memory_recall', { query: 'x' }), says('Done.'));
  await using running = await startGateway({ model, plugins: opened.host });
  await running.post('/v1/chat/completions', ask('Look'));
  assert.match(JSON.stringify(model.calls[1]?.prompt), /keeper/u);
  const tools = model.calls[0]?.tools ?? [];
  const described = (wanted: string) =>
    tools.flatMap((tool) =>
      tool.type === 'function' && tool.name === wanted ? [tool.description] : [],
    );
  assert.deepEqual(described('memory_recall'), ['keeper']);
  assert.equal(described('now').length, 1);
  assert.equal(described('memory_store').length, 0, 'one memory, not two');
});

test('plugins hear of turns, add to the prompt, and may stop calls of tools', async () => {
  await using opened = await openOne({
    id: 'watcher',
    register: `globalThis.watched = [];
      const note = (name) => api.on(name, (event) => { watched.push([name, event]); });
      for (const name of ['session_start', 'message_received', 'agent_end', 'after_tool_call', 'gateway_start']) note(name);
      api.on('before_prompt_build', (event) => ({ prependContext: 'The sky is green. ' + event.prompt }));
      api.on('before_tool_call', (event) => event.toolName === 'now' ? { block: true, blockReason: 'no clocks' } : undefined);`,
  });
  const model = scriptedModel(callsTool('now', {}), says('Blocked.'));
  await using running = await startGateway({ model, plugins: opened.host });
  await running.gateway.recover();
  await running.post('/v1/chat/completions', ask('What time?'));
  const watched = Reflect.get(globalThis, 'watched') as readonly [
    string,
    Record<string, unknown>,
  ][];
  const names = watched.map(([name]) => name);
  assert.deepEqual(names, ['gateway_start', 'session_start', 'message_received', 'agent_end']);
  assert.match(JSON.stringify(model.calls[0]?.prompt), /The sky is green. What time\?/u);
  assert.match(JSON.stringify(model.calls[1]?.prompt), /blocked now: no clocks/u);
  const messages = watched.at(-1)?.[1]['messages'] as readonly { readonly role: string }[];
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant', 'toolResult', 'assistant'],
  );
});

test('plugins hear of sessions that are reset', async () => {
  await using opened = await openOne({
    id: 'clerk',
    register: `globalThis.sessions = []; for (const name of ['session_start', 'session_end']) api.on(name, (event) => { sessions.push([name, event]); });`,
  });
  await using running = await startGateway({
    model: scriptedModel(says('Yes.')),
    plugins: opened.host,
  });
  const headers = { 'x-openclaw-session-key': 'agent:main:main' };
  await running.post('/v1/chat/completions', ask('Hello'), headers);
  await using connected = await connectOfficial(running.url);
  await connected.client.request('sessions.reset', { key: 'agent:main:main' });
  const [started, ended] = Reflect.get(globalThis, 'sessions') as readonly [
    string,
    Record<string, string>,
  ][];
  assert.equal(started?.[1]['sessionKey'], 'agent:main:main');
  assert.deepEqual(ended, [
    'session_end',
    {
      sessionId: started[1]['sessionId'],
      sessionKey: 'agent:main:main',
      reason: 'reset',
    },
  ]);
});

test('a command of a plugin answers in the model’s place', async () => {
  await using opened = await openOne({
    id: 'dice',
    register: `api.registerCommand({ name: 'roll', description: 'Rolls.', acceptsArgs: true,
      handler: ({ args, senderId }) => ({ text: senderId + ' rolled ' + args }) });`,
  });
  const model = scriptedModel(says('The model.'));
  await using running = await startGateway({ model, plugins: opened.host });
  assert.equal(
    await answerOf(await running.post('/v1/chat/completions', ask('/roll 2d6'))),
    'ann rolled 2d6',
  );
  assert.equal(
    await answerOf(await running.post('/v1/chat/completions', ask('/unknown'))),
    'The model.',
  );
});

test('routes of plugins are behind the gateway’s check, or check by themselves', async () => {
  await using opened = await openOne(
    {
      id: 'web',
      register: `const handler = (req, res) => { res.setHeader('x-from', 'plugin'); res.end(req.method + ' ' + req.url); };
        api.registerHttpRoute({ path: '/shut', auth: 'gateway', handler });
        api.registerHttpRoute({ path: '/open', auth: 'plugin', match: 'prefix', handler });
        api.registerHttpRoute({ path: '/mute', auth: 'plugin', handler() { return false; } });
        api.registerHttpRoute({ path: '/hang', auth: 'plugin', handler: () => new Promise(() => {}) });`,
    },
    {},
    { deadlines: { route: 20 } },
  );
  const auth = { mode: 'token', token: 'secret-token' } as const;
  await using running = await startGateway({ plugins: opened.host, options: { auth } });
  const open = await fetch(`${running.url}/plugins/web/open/deep?x=1`, { method: 'POST' });
  assert.equal(await open.text(), 'POST /plugins/web/open/deep?x=1');
  assert.equal(open.headers.get('x-from'), 'plugin');
  const status = async (path: string, headers: HeadersInit = {}) =>
    (await fetch(`${running.url}/plugins/web/${path}`, { headers })).status;
  assert.equal(await status('shut'), 401);
  assert.equal(await status('shut', { authorization: 'Bearer secret-token' }), 200);
  assert.equal(await status('mute'), 404);
  assert.equal(await status('hang'), 504);
  assert.equal(await status('nothing', { authorization: 'Bearer secret-token' }), 404);
});

test('methods of plugins have names of their own and a scope; plugins are listed', async () => {
  await using opened = await openOne({
    id: 'math',
    register: `api.registerGatewayMethod('add', ({ params, respond }) => respond(true, { sum: params.a + params.b }), { scope: 'operator.read' });
      api.registerGatewayMethod('fail', ({ respond }) => respond(false, undefined, { message: 'no luck' }));`,
  });
  await using running = await startGateway({ plugins: opened.host });
  await using connected = await connectOfficial(running.url);
  const { client } = connected;
  assert.deepEqual(await client.request('math.add', { a: 1, b: 2 }), { sum: 3 });
  await assert.rejects(client.request('math.fail', {}), /no luck/u);
  const list = await client.request('plugins.list', {});
  assert.match(JSON.stringify(list), /"id":"math".*"status":"ready"/u);
  const inspected = await client.request('plugins.inspect', { id: 'math' });
  assert.match(JSON.stringify(inspected), /math\.add/u);
  await assert.rejects(client.request('plugins.inspect', { id: 'mat' }), /Did you mean 'math'/u);
});

test('models of plugins can be chosen by name, and answer turns', async () => {
  await using opened = await openOne({
    id: 'brains',
    register: `const none = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
      const usage = { inputTokens: none, outputTokens: { total: 1, text: 1, reasoning: 0 } };
      const parts = (text) => [{ type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: text }, { type: 'text-end', id: '0' },
        { type: 'finish', usage, finishReason: { unified: 'stop', raw: undefined } }];
      const doStream = (modelId) => async ({ prompt }) => ({ stream: ReadableStream.from(parts(modelId + ' read ' + prompt.at(-1).content[0].text)) });
      api.registerProvider({ id: 'tiny', models: [{ id: 'one', contextWindow: 9000 }],
        createModel: (modelId) => ({ specificationVersion: 'v4', provider: 'tiny', modelId, supportedUrls: {}, doStream: doStream(modelId) }) });`,
  });
  const options = { agents: [{ id: 'main', model: 'tiny/one' }] };
  await using running = await startGateway({ plugins: opened.host, options });
  await using connected = await connectOfficial(running.url);
  const { client } = connected;
  assert.match(JSON.stringify(await client.request('models.list', {})), /tiny/u);
  const answer = await running.post('/v1/chat/completions', ask('the sky'));
  assert.equal(await answerOf(answer), 'one read the sky');
  assert.deepEqual(opened.host.health(), [{ id: 'brains', status: 'ready' }]);
});
