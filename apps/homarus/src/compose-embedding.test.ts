import assert from 'node:assert/strict';
import { mkdtempDisposableSync } from 'node:fs';
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

test('where embeddings come from', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-embedding-'));
  const load = async (env: Readonly<Record<string, string>>) =>
    (await loadConfig({ env: { HOMARUS_HOME: folder.path, ...env } })).embedding;
  const OGMEM_EMBEDDING_MODEL = 'e';
  const own = await load({ OGMEM_EMBEDDING_MODEL, OGMEM_BASE_URL: 'http://127.0.0.1:1/v1' });
  assert.deepEqual([own?.provider, own?.baseUrl], ['127.0.0.1:1', 'http://127.0.0.1:1/v1']);
  const chat = { LLM_BASE_URL: 'http://h/v1', LLM_MODEL: 'm', LLM_API_KEY: 'k' };
  const shared = await load({ OGMEM_EMBEDDING_MODEL, ...chat });
  assert.deepEqual([shared?.provider, shared?.apiKey], ['environment', 'k']);
  await assert.rejects(load({ OGMEM_EMBEDDING_MODEL }), { code: 'invalid_request' });
  await assert.rejects(load({ OGMEM_BASE_URL: 'http://h/v1' }), { code: 'invalid_request' });
  assert.equal(await load({}), undefined);
});
