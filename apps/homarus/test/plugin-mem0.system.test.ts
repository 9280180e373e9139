import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';

import { spawnHomarus, startHomarus, temporaryHome } from './support/homarus-process.ts';
import { respond } from './support/http.ts';

// A plugin that others have published for OpenClaw, unchanged: installed from npm as a person does it.

const plugin = '@mem0/openclaw-mem0@1.0.16';

interface Asked {
  readonly path: string;
  readonly body: string;
}

/** A service that speaks as mem0's does, as far as a search goes. */
async function startMem0(asked: Asked[]) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => {
      asked.push({ path: request.url ?? '', body });
      const found = { id: 'm-1', memory: 'Lin is allergic to peanuts', score: 0.9 };
      const isSearch = request.url?.includes('/search/') === true;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(isSearch ? { results: [found] } : { status: 'ok' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Where npm finds its registry and trusts it, on machines that say so by variables. */
function npmEnvironment(): Record<string, string> {
  const isNpms = /^(?:npm_config_.*|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_.*)$/iu;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && isNpms.test(name) ? [[name, value]] : [],
    ),
  );
}

test('mem0’s plugin for OpenClaw is installed, loads, and its tool is called in a turn', async () => {
  using home = temporaryHome();
  const asked: Asked[] = [];
  using mem0 = await startMem0(asked);
  await using model = await startScriptedServer();
  model.setDefault(({ body }) => {
    const text = JSON.stringify(body);
    if (!text.includes('memory_search')) return { text: '{}' };
    return text.includes('Found 1 memories')
      ? { text: 'You are allergic to peanuts.' }
      : { toolCalls: [{ name: 'memory_search', arguments: { query: 'allergies' } }] };
  });
  const env = {
    HOME: home.path,
    MEM0_TELEMETRY: 'false',
    // The plugin reports to its makers unless this is set.
    NODE_OPTIONS: '--import=data:text/javascript,globalThis.__mem0_telemetry_override=false',
    LLM_BASE_URL: model.url,
    LLM_MODEL: 'm',
  };
  const { stdout, stderr, code } = await spawnHomarus({
    home: home.path,
    args: ['plugins', 'install', plugin],
    // npm finds its own settings there.
    env: { ...npmEnvironment(), HOME: homedir() },
  }).ended;
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Installed openclaw-mem0 1\.0\.16/u);
  const config = { mode: 'platform', apiKey: 'm0-key', baseUrl: mem0.url, userId: 'lin' };
  const entries = { 'openclaw-mem0': { config: { ...config, autoRecall: false } } };
  const plugins = { slots: { memory: 'openclaw-mem0' }, entries };
  writeFileSync(path.join(home.path, 'config.yaml'), JSON.stringify({ plugins }));

  const inspected = spawnHomarus({
    home: home.path,
    args: ['plugins', 'inspect', 'openclaw-mem0', '--json'],
    env,
  });
  const report = JSON.parse((await inspected.ended).stdout) as {
    readonly status: string;
    readonly offers: { readonly tools: readonly string[] };
  };
  assert.equal(report.status, 'ready');
  assert.equal(report.offers.tools.length, 8);

  await using homarus = await startHomarus({ home: home.path, env });
  const answer = await respond(homarus.gatewayUrl, { input: 'What am I allergic to?' });
  assert.equal(answer, 'You are allergic to peanuts.');
  const search = asked.find(({ path: at }) => at.includes('/search/'));
  assert.match(search?.body ?? '', /allergies/u);
  const health = await (await fetch(`${homarus.gatewayUrl}/health`)).json();
  assert.deepEqual((health as { readonly plugins: unknown }).plugins, [
    { id: 'openclaw-mem0', status: 'ready' },
  ]);
});
