import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { errorCodes, httpStatusOf } from '@homarus/base';

import { routes } from './endpoints/index.ts';
import { testServer } from './testing/test-server.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/memory-api.md'), 'utf8');

const examples = Array.from(
  page.matchAll(/curl -s http:\/\/127\.0\.0\.1:8090\/api\/v1\/([\w/]+)[^']*-d '([^']+)'/gu),
  ([, to = '', body = '']) => ({ to, body }),
);

test('every example of the page is a call that the server takes', async () => {
  assert.ok(examples.length >= 8);
  const message = { role: 'user', content: 'x' } as const;
  for (const { to, body } of examples) {
    const { send } = testServer({
      get: async (scope) => ({
        type: 'message',
        message: {
          ...message,
          ...scope,
          key: 'msg_1',
          id: '1',
          sessionId: 's',
          position: 0,
          text: 'x',
          contentHash: 'h',
          name: undefined,
          senderId: undefined,
          turnId: undefined,
          isHeartbeat: false,
          isEcho: false,
          createdAt: 0,
          recordedAt: 0,
        },
      }),
    });
    const answer = await send(`/api/v1/${to}`, { method: 'POST', text: body });
    assert.equal(answer.status, 200, `${to}: ${JSON.stringify(answer.body)}`);
  }
});

test('every path is on the page', () => {
  for (const route of routes) {
    const line = `${route.method} /api/v1${route.path}`;
    assert.ok(page.includes(`${line}\``), line);
  }
  assert.ok(page.includes('GET /api/v1/health`'));
});

test('the health on the page has the fields of the health that is answered', async () => {
  const shown = /### `GET \/api\/v1\/health`\s+```json\n([^`]+)```/u.exec(page)?.[1] ?? '{}';
  const { body } = await testServer().send('/api/v1/health');
  assert.deepEqual(
    Object.keys(JSON.parse(shown) as object).toSorted(),
    Object.keys(body).toSorted(),
  );
});

test('every error code that the memory can answer is on the page with its status', () => {
  const elsewhere = new Set(['aborted', 'model_failed', 'unsupported']);
  for (const code of errorCodes.filter((name) => !elsewhere.has(name))) {
    const row = page
      .split('\n')
      .find((line) => line.startsWith('|') && line.includes(`\`${code}\``));
    assert.ok(row?.includes(String(httpStatusOf(code))), code);
  }
});
