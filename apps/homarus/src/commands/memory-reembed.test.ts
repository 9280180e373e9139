import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';

import type { CommandContext } from '../cli/context.ts';
import { startServices } from '../services.ts';
import { loadConfig } from '../config/load.ts';
import { textsFor } from '../texts/index.ts';
import { memoryReembed } from './memory-reembed.ts';

const home = await mkdtemp(path.join(tmpdir(), 'homarus-reembed-'));
after(() => rm(home, { recursive: true }));

function recorded(env: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const told: string[] = [];
  const context: CommandContext = {
    env,
    texts: textsFor(env),
    say: (line) => void said.push(line),
    tell: (line) => void told.push(line),
  };
  return { context, said, told };
}

test('without a model it says what to set', async () => {
  const { context, told } = recorded();
  assert.equal(await memoryReembed(context, { home }), 1);
  assert.match(told[0] ?? '', /OGMEM_EMBEDDING_MODEL/u);
});

async function startMemory(env: Readonly<Record<string, string>>) {
  const config = await loadConfig({ env, overrides: { home, memoryPort: '0' } });
  const services = await startServices({ config, doors: ['memory'], stderrLevel: undefined });
  const url = services.urls.memory ?? '';
  const response = await fetch(`${url}/api/v1/ingest`, {
    method: 'POST',
    body: JSON.stringify({ sessionId: 's', message: { role: 'user', content: '豆豆是狗' } }),
  });
  assert.equal(response.status, 200);
  return { url, [Symbol.asyncDispose]: () => services[Symbol.asyncDispose]() };
}

test('embeds at a running service, and on the database, also while another process works on it', async () => {
  await using server = await startScriptedServer({ dimensions: 32 });
  const env = { OGMEM_EMBEDDING_MODEL: 'e', OGMEM_BASE_URL: server.url };
  {
    await using service = await startMemory(env);
    const there = recorded({ OGMEM_URL: service.url, LANG: 'zh_CN.UTF-8' });
    assert.equal(await memoryReembed(there.context, { home, force: true, wait: true }), 0);
    assert.match(there.said[0] ?? '', /\/e：已完成，共 1 个向量。$/u);
    // A service of this very process is not taken for one that runs: its worker is another process's.
    const beside = recorded(env);
    assert.equal(await memoryReembed(beside.context, { home, force: true }), 0);
    assert.match(beside.said[0] ?? '', /\/e: complete, 1 vectors\.$/u);
  }
  const here = recorded(env);
  assert.equal(await memoryReembed(here.context, { home, force: true }), 0);
  assert.match(here.said[0] ?? '', /\/e: complete, 1 vectors\.$/u);
  server.scriptEmbeddings({ status: 401 });
  await assert.rejects(memoryReembed(here.context, { home, force: true }), { code: 'unavailable' });
});
