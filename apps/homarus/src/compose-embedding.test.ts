import assert from 'node:assert/strict';
import { mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { startScriptedServer } from '@homarus/models/testing';

import { composeCore } from './compose.ts';
import { loadConfig } from './config/load.ts';

const scope = { accountId: 'a', userId: 'u', agentId: 'main', sessionId: 's' };
const remarks = Array.from({ length: 40 }, (_, index) => `zq${index} wv${index * 7}`);

async function open(home: string, env: Readonly<Record<string, string>>) {
  const config = await loadConfig({ env: { HOMARUS_HOME: home, ...env } });
  return composeCore({ config, log: silentLogger });
}

test('over HTTP: memories are embedded, a search uses their vectors, a new model takes over', async () => {
  await using server = await startScriptedServer({ dimensions: 64, apiKey: 'secret-key' });
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  const env = { OGMEM_BASE_URL: server.url, OGMEM_API_KEY: 'secret-key' };
  {
    await using core = await open(folder.path, { ...env, OGMEM_EMBEDDING_MODEL: 'first' });
    const messages = ['我家的狗叫豆豆', ...remarks].map((content) => ({
      role: 'user' as const,
      content,
    }));
    await core.memory.ingest(scope, messages);
    await core.memory.drain();
    const { hits, trace } = await core.memory.search(scope, '豆豆', { trace: true });
    assert.equal(trace?.vector?.status, 'used');
    assert.ok(hits[0]?.lanes.some(({ lane }) => lane === 'vector'));
    assert.match((await core.memory.health()).embedding ?? '', /^127\.0\.0\.1:\d+\/first$/u);
  }
  await using core = await open(folder.path, { ...env, OGMEM_EMBEDDING_MODEL: 'second' });
  const { memory } = core;
  const modelOf = async () => {
    const { trace } = await memory.search(scope, '豆豆', { trace: true });
    return trace?.vector?.status === 'used' ? trace.vector.model.split('/')[1] : undefined;
  };
  assert.equal(await modelOf(), 'first', 'the old model reads questions until the switch');
  await memory.vectors.resume();
  await memory.drain();
  assert.equal(await modelOf(), 'second');
  assert.equal((await memory.vectors.status(scope)).isComplete, true);
});

test('a memory without an embedding model has no vectors and needs none', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  await using core = await open(folder.path, {});
  await core.memory.ingest(scope, [{ role: 'user', content: '我家的狗叫豆豆' }]);
  const { hits, trace } = await core.memory.search(scope, '豆豆', { trace: true });
  assert.deepEqual([hits.length, trace?.vector], [1, undefined]);
  assert.equal((await core.memory.health()).embedding, null);
  assert.deepEqual((await core.memory.vectors.status(scope)).spaces, []);
});

/** A plugin whose embedding provider `lettered` counts letters; installed in the home folder. */
function installLettered(home: string): void {
  const folder = path.join(home, 'data', 'plugins', 'letters');
  mkdirSync(folder, { recursive: true });
  const configSchema = { type: 'object', additionalProperties: false, properties: {} };
  const files = {
    'openclaw.plugin.json': JSON.stringify({ id: 'letters', configSchema }),
    'package.json': JSON.stringify({
      name: 'letters',
      version: '1.0.0',
      type: 'module',
      openclaw: { extensions: ['./index.js'] },
    }),
    'index.js': `
      const count = (text, letter) => [...text].filter((one) => one === letter).length;
      const vectorOf = (text) => [1, ...'狗豆zqwv0123456789'].map((letter) => letter === 1 ? 0.1 : count(text, letter));
      export default { id: 'letters', register(api) {
        api.registerEmbeddingProvider({ id: 'lettered', create: async ({ model }) => ({
          provider: { id: 'lettered', model, embedBatch: async (texts) => texts.map(vectorOf) } }) });
      } };`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

function writeEmbedding(home: string, embedding: object): void {
  const config = { memory: { embedding } };
  writeFileSync(path.join(home, 'config.yaml'), JSON.stringify(config));
}

test('an embedding provider of a plugin embeds memories, and hands over to another model', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  const home = folder.path;
  installLettered(home);
  writeEmbedding(home, { plugin: 'lettered', model: 'v1' });
  {
    await using core = await open(home, {});
    const messages = [{ role: 'user' as const, content: '我家的狗叫豆豆' }];
    await core.memory.ingest(scope, messages);
    await core.memory.drain();
    const { trace } = await core.memory.search(scope, '豆豆', { trace: true });
    assert.equal(trace?.vector?.status, 'used');
    assert.equal((await core.memory.health()).embedding, 'plugin:lettered/v1');
  }
  writeEmbedding(home, { plugin: 'lettered', model: 'v2' });
  await using core = await open(home, {});
  await core.memory.vectors.resume();
  await core.memory.drain();
  const { spaces, isComplete } = await core.memory.vectors.status(scope);
  const active = spaces.find(({ state }) => state === 'active');
  assert.deepEqual([active?.provider, active?.model, isComplete], ['plugin:lettered', 'v2', true]);
});

test('an embedding provider that no plugin has, or that has an endpoint too, is an error', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  const home = folder.path;
  installLettered(home);
  writeEmbedding(home, { plugin: 'letered', model: 'v1' });
  await assert.rejects(open(home, {}), { code: 'invalid_request', message: /mean 'lettered'/u });
  writeEmbedding(home, { plugin: 'lettered', model: 'v1', endpoint: 'http://127.0.0.1:1/v1' });
  await assert.rejects(open(home, {}), { code: 'invalid_request', message: /endpoint/u });
});

test('where embeddings come from', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  const load = async (env: Readonly<Record<string, string>>) =>
    (await loadConfig({ env: { HOMARUS_HOME: folder.path, ...env } })).embedding;
  const OGMEM_EMBEDDING_MODEL = 'e';
  const own = await load({ OGMEM_EMBEDDING_MODEL, OGMEM_BASE_URL: 'http://127.0.0.1:1/v1' });
  assert.ok(own?.plugin === undefined);
  assert.deepEqual([own?.provider, own?.baseUrl], ['127.0.0.1:1', 'http://127.0.0.1:1/v1']);
  const chat = { LLM_BASE_URL: 'http://h/v1', LLM_MODEL: 'm', LLM_API_KEY: 'k' };
  const shared = await load({ OGMEM_EMBEDDING_MODEL, ...chat });
  assert.ok(shared?.plugin === undefined);
  assert.deepEqual([shared?.provider, shared?.apiKey], ['environment', 'k']);
  await assert.rejects(load({ OGMEM_EMBEDDING_MODEL }), { code: 'invalid_request' });
  await assert.rejects(load({ OGMEM_BASE_URL: 'http://h/v1' }), { code: 'invalid_request' });
  assert.equal(await load({}), undefined);
});
