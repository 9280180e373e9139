import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { prometheusMetrics } from '@homarus/metrics';
import type { EmbeddingModel } from '@homarus/models';
import { scriptedEmbedding } from '@homarus/models/testing';
import { APIError } from 'openai';

import { startGateway } from '../testing/start-gateway.ts';

const token = 'the-gateways-token';
const auth = { mode: 'token', token } as const;
const bearer = { authorization: `Bearer ${token}` };

const embedding: EmbeddingModel = {
  specificationVersion: 'v4',
  provider: 'test',
  modelId: 'letters',
  maxEmbeddingsPerCall: 2,
  supportsParallelCalls: false,
  doEmbed: async ({ values }) => ({
    embeddings: values.map((text) => [...scriptedEmbedding(text, 8)]),
    usage: { tokens: values.length },
    warnings: [],
  }),
};

test('embeddings come from the memory’s model, for OpenAI’s client too', async () => {
  await using running = await startGateway({ embedding });
  const input = ['one', 'two', 'three'];
  // The client asks for base64 unless it is told otherwise, and decodes it.
  const packed = await running.openai().embeddings.create({ model: 'any', input });
  const plain = await running
    .openai()
    .embeddings.create({ model: 'any', input, encoding_format: 'float' });
  assert.deepEqual(
    plain.data.map((row) => row.embedding),
    input.map((text) => [...scriptedEmbedding(text, 8)]),
  );
  assert.deepEqual(
    packed.data.map((row) => row.embedding.map((value) => value.toFixed(6))),
    plain.data.map((row) => row.embedding.map((value) => value.toFixed(6))),
  );
  assert.equal(plain.model, 'test/letters');
  assert.equal(plain.usage.total_tokens, 3);
  const longer = running.openai().embeddings.create({ model: 'any', input, dimensions: 9 });
  await assert.rejects(longer, (error) => error instanceof APIError && error.status === 501);
});

test('without an embedding model it says how to get one', async () => {
  await using running = await startGateway();
  const asked = running.openai().embeddings.create({ model: 'any', input: 'x' });
  await assert.rejects(
    asked,
    (error) => error instanceof APIError && /memory\.embedding/u.test(error.message),
  );
});

test('one tool is run, with the policy of its agent', async () => {
  const agents = [{ id: 'main' }, { id: 'small', tools: { profile: 'minimal' } }] as const;
  await using running = await startGateway({ options: { agents } });
  const invoke = async (body: object) => {
    const response = await running.post('/tools/invoke', body);
    const answer = (await response.json()) as {
      readonly ok: boolean;
      readonly result?: { readonly content: readonly { readonly text: string }[] };
    };
    return { status: response.status, ...answer };
  };
  const args = { path: 'a.txt', content: 'hello' };
  assert.equal((await invoke({ tool: 'write', args })).ok, true);
  const read = await invoke({ tool: 'read', args: { path: 'a.txt' }, sessionKey: 'main' });
  assert.equal(read.result?.content[0]?.text, 'hello');
  assert.equal((await invoke({ tool: 'read', args, agentId: 'small' })).status, 404);
  assert.equal((await invoke({ args })).status, 400);
  assert.equal((await fetch(`${running.url}/tools/invoke`)).status, 405);
});

test('the panel’s page is open, its old paths name the method that took their place', async (t) => {
  const pageFolder = await mkdtemp(path.join(tmpdir(), 'homarus-page-'));
  t.after(() => rm(pageFolder, { recursive: true }));
  await writeFile(path.join(pageFolder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(pageFolder, 'app.js'), 'export {};');
  await using running = await startGateway({ options: { auth, pageFolder } });
  const page = await fetch(`${running.url}/plugins/memory`);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.equal((await fetch(`${running.url}/plugins/app.js`)).status, 200);
  const api = `${running.url}/plugins/memory/api/list`;
  const refused = await fetch(api);
  assert.equal(refused.status, 401);
  assert.equal(await refused.text(), '{"error":{"message":"Unauthorized","type":"unauthorized"}}');
  assert.equal((await fetch(`${api}?token=wrong`)).status, 401);
  for (const gone of [
    await fetch(`${api}?token=${token}`),
    await fetch(api, { method: 'POST', headers: bearer }),
  ]) {
    assert.equal(gone.status, 410);
    assert.match(await gone.text(), /memory\.admin\.list/u);
  }
});

test('metrics count requests by route, behind the secret', async () => {
  const metrics = prometheusMetrics({ server: 'gateway' });
  await using running = await startGateway({ metrics, options: { auth } });
  await fetch(`${running.url}/v1/models/homarus`, { headers: bearer });
  await fetch(`${running.url}/nothing`, { headers: bearer });
  assert.equal((await fetch(`${running.url}/metrics`)).status, 401);
  const text = await (await fetch(`${running.url}/metrics`, { headers: bearer })).text();
  const count = 'homarus_gateway_http_request_duration_seconds_count';
  for (const line of [
    `${count}{method="GET",route="/v1/models/:name",status="200"} 1`,
    `${count}{method="GET",route="other",status="404"} 1`,
    `${count}{method="GET",route="/metrics",status="401"} 1`,
    'homarus_memory_up 1',
  ]) {
    assert.ok(text.includes(line), line);
  }
});
