import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';

import { startGateway } from '../testing/start-gateway.ts';

async function start(t: TestContext) {
  const root = await mkdtemp(path.join(tmpdir(), 'homarus-page-'));
  const pageFolder = path.join(root, 'public');
  await mkdir(path.join(pageFolder, 'inner'), { recursive: true });
  await writeFile(path.join(root, 'secret.js'), 'secret');
  await writeFile(path.join(pageFolder, 'inner', 'app.js'), 'inner');
  await writeFile(path.join(pageFolder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(pageFolder, 'app.js'), 'export {};');
  await writeFile(path.join(pageFolder, 'notes.txt'), 'notes');
  t.after(() => rm(root, { recursive: true }));
  return startGateway({ options: { pageFolder } });
}

test('serves the page with its guards', async (t) => {
  await using running = await start(t);
  const page = await fetch(`${running.url}/`);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.ok(policy.includes("default-src 'none'") && policy.includes("script-src 'self'"));
  assert.ok(!policy.includes('unsafe'));
  const script = await fetch(`${running.url}/app.js`);
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal(await script.text(), 'export {};');
  assert.equal((await fetch(`${running.url}/`, { method: 'POST' })).status, 405);
});

test('no path leaves the folder', async (t) => {
  await using running = await start(t);
  const statusOf = (raw: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request({ ...addressOf(running.url), path: raw }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  const paths = [
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '//secret.js',
    '/inner/app.js',
    '/inner%2fapp.js',
    '/notes.txt',
    '/app.js%00.html',
    '/index.html/..',
  ];
  for (const raw of paths) {
    const status = await statusOf(raw);
    assert.ok(status === 404 || (raw === '/index.html/..' && status === 200), `${raw}: ${status}`);
  }
});

function addressOf(url: string): { readonly hostname: string; readonly port: string } {
  const { hostname, port } = new URL(url);
  return { hostname, port };
}

test('a port for the page alone has nothing of the API', async (t) => {
  await using running = await start(t);
  const ask = (place: string, method = 'GET', host = '127.0.0.1:18790') =>
    running.gateway.fetchPage(
      new Request(`http://127.0.0.1:18790${place}`, { method, headers: { host } }),
    );
  const page = await ask('/');
  assert.deepEqual([page.status, page.headers.get('x-content-type-options')], [200, 'nosniff']);
  assert.equal((await ask('/app.js')).status, 200);
  assert.equal((await ask('/plugins/memory')).status, 200);
  assert.equal((await ask('/', 'POST')).status, 405);
  for (const place of ['/v1/models', '/health', '/metrics', '/hooks/agent', '/inner/app.js']) {
    assert.equal((await ask(place)).status, 404, place);
  }
  assert.equal((await ask('/', 'GET', 'evil.example')).status, 403);
});
