import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { openWritten } from '@homarus/plugins/testing';

import { connectOfficial } from '../testing/official-client.ts';
import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

// Plugins written for OpenClaw as its documents describe, with what they import from its SDK.

const module = `
import { buildMemorySystemPromptAddition, delegateCompactionToRuntime } from "openclaw/plugin-sdk/core";

const store = new Map();
globalThis.steps = [];

export default function register(api) {
  api.registerContextEngine("notes-engine", (ctx) => ({
    info: {
      id: "notes-engine",
      name: "Notes",
      ownsCompaction: false,
      acceptedHostParams: ["sessionKey", "runtimeContext"],
      transcriptSemantics: {
        currentTurnFence: "before-current-turn-entry-v1",
        turnAdvancementIdempotency: "atomic-idempotent-v1",
      },
    },
    async ingest() { steps.push("ingest"); return { ingested: true }; },
    async assemble({ sessionKey, messages, availableTools, citationsMode }) {
      steps.push("assemble");
      const memory = buildMemorySystemPromptAddition({ availableTools: availableTools ?? new Set(), citationsMode, agentSessionKey: sessionKey });
      const notes = [...store.values()].flat().map((m) => typeof m.content === "string" ? m.content : m.content.map((p) => p.text ?? "").join(" "));
      return { messages, estimatedTokens: messages.length * 10, systemPromptAddition: [memory, "Notes: " + notes.join(" | ")].filter(Boolean).join("\\n") };
    },
    async compact(params) { return delegateCompactionToRuntime(params); },
    async commitTurn({ advancementKey, messages }) {
      steps.push("commitTurn");
      if (store.has(advancementKey)) return { status: "duplicate" };
      store.set(advancementKey, messages);
      return { status: "committed" };
    },
    async afterTurn() { steps.push("afterTurn"); },
    async dispose() { steps.push(ctx.config ? "dispose" : "dispose without a configuration"); },
  }));
}`;

test('a context engine as the documents write it assembles, and commits each turn once', async () => {
  await using opened = await openWritten([{ id: 'notes', module }], {
    slots: { contextEngine: 'notes-engine' },
  });
  const model = scriptedModel(says('Rome.'));
  await using running = await startGateway({ model, plugins: opened.host });
  const headers = { 'x-openclaw-session-key': 'agent:main:main' };
  for (const content of ['Where do I live?', 'And now?']) {
    const body = { model: 'homarus', messages: [{ role: 'user', content }] };
    assert.equal((await running.post('/v1/chat/completions', body, headers)).status, 200);
  }
  const turn = ['assemble', 'commitTurn', 'dispose'];
  assert.deepEqual(Reflect.get(globalThis, 'steps'), [...turn, ...turn]);
  assert.match(JSON.stringify(model.calls[1]?.prompt), /Notes: Where do I live\? \| Rome\./u);
  assert.deepEqual(opened.host.health(), [{ id: 'notes', status: 'ready' }]);
});

test('the plugin of our own documents works as they say', async () => {
  const page = readFileSync(`${import.meta.dirname}/../../../../docs/plugins.md`, 'utf8');
  const [, manifest = '', source = ''] =
    /## Write one.*?```json\n(.*?)```.*?```js\n(.*?)```/su.exec(page) ?? [];
  const written = JSON.parse(manifest) as { readonly id: string };
  await using opened = await openWritten([{ id: written.id, module: source, manifest: written }], {
    entries: {
      [written.id]: { config: { unit: 'Wörter' }, hooks: { allowConversationAccess: true } },
    },
  });
  const model = scriptedModel(callsTool('count_words', { text: 'one two' }), says('Two.'));
  await using running = await startGateway({ model, plugins: opened.host });
  const ask = (content: string) =>
    running.post('/v1/chat/completions', {
      model: 'homarus',
      messages: [{ role: 'user', content }],
    });
  await ask('How many?');
  assert.match(JSON.stringify(model.calls[1]?.prompt), /2 Wörter/u);
  assert.match(await (await ask('/count a b c')).text(), /3 Wörter/u);
  assert.deepEqual(opened.host.health(), [{ id: written.id, status: 'ready' }]);
});

test('our own documents name what can be registered, and nothing else', async () => {
  const page = readFileSync(`${import.meta.dirname}/../../../../docs/plugins.md`, 'utf8');
  const [, table = ''] = /### What can be registered\n(.*?)\n###? /su.exec(page) ?? [];
  const [calls = ''] = table.split('| event');
  const named = Array.from(calls.matchAll(/\b(?:register[A-Z]\w*|on)(?=[(`])/gu), ([name]) => name);
  const register = `globalThis.offered = Object.keys(api).filter((name) => /^register[A-Z]|^on$/u.test(name));`;
  await using opened = await openWritten([{ id: 'reader', register }]);
  assert.equal(opened.host.health()[0]?.status, 'ready');
  const offered = Reflect.get(globalThis, 'offered') as readonly string[];
  // It is there for plugins to call, and does nothing.
  const used = offered.filter((name) => name !== 'registerChannel');
  assert.deepEqual([...new Set(named)].toSorted(), used.toSorted());
  assert.match(page, /does nothing, and the log says so: `registerChannel`/u);
});

test('a plugin in the slot of memory takes the place of the gateway’s own, until it breaks', async () => {
  const register = `
    const manager = { async search(query, { maxResults }) { return [{ path: 'a.md', startLine: 1, endLine: 2, score: 0.5, snippet: query + '!', source: 'memory' }, {snippet: 'more'}].slice(0, maxResults); } };
    api.registerMemoryCapability({ runtime: { getMemorySearchManager: async () => ({ manager }) }, promptBuilder: ({ availableTools }) => availableTools.has('memory_recall') ? ['Ask the elephant.'] : [] });
    api.registerTool({ name: 'memory_recall', description: 'Recalls.', parameters: { type: 'object' },
      execute: async () => ({ content: [{ type: 'text', text: 'The elephant remembers.' }] }) });`;
  let take = (_error: unknown): boolean => false;
  await using opened = await openWritten(
    [{ id: 'elephant', register: `${register} globalThis.trip = () => new Error('tripped');` }],
    { slots: { memory: 'elephant' } },
    {
      strays: { watch: (given) => void (take = given) },
      guardLimits: { maxHangs: 5, maxStrayErrors: 1, maxCalls: 8 },
    },
  );
  const model = scriptedModel(callsTool('memory_recall', {}), says('Yes.'));
  await using running = await startGateway({ model, plugins: opened.host });
  const ask = { model: 'homarus', messages: [{ role: 'user', content: 'Do you remember?' }] };
  await running.post('/v1/chat/completions', ask);
  const namesOf = (index: number) =>
    (model.calls.at(index)?.tools ?? [])
      .map(({ name }) => name)
      .filter((name) => name.startsWith('memory'));
  assert.deepEqual(namesOf(0), ['memory_recall']);
  assert.match(JSON.stringify(model.calls[0]?.prompt), /Ask the elephant\./u);
  assert.match(JSON.stringify(model.calls[1]?.prompt), /The elephant remembers\./u);

  await using connected = await connectOfficial(running.url);
  const search = async () =>
    JSON.stringify(await connected.client.request('memory.search', { query: 'pears' }));
  assert.match(await search(), /"provider":"elephant".*"snippet":"pears!"/u);

  take((Reflect.get(globalThis, 'trip') as () => Error)());
  await running.post('/v1/chat/completions', ask);
  assert.deepEqual(namesOf(-1).toSorted(), ['memory_forget', 'memory_recall', 'memory_store']);
  assert.doesNotMatch(JSON.stringify(model.calls.at(-1)?.prompt), /elephant/u);
  assert.match(await search(), /"provider":"homarus"/u);
});
