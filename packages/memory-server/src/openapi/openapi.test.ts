import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { sha256, testServer } from '../testing/test-server.ts';
import { type OpenApiDocument, toOpenApi } from './document.ts';
import { documentedRoutes } from './documented-routes.ts';

for (const { method, path, doc } of documentedRoutes) {
  test(`${method} ${path} is documented in both languages`, () => {
    assert.ok(doc !== undefined, 'the route has no `doc`');
    for (const text of [doc.summary, doc.answer]) {
      assert.ok(text.en.length > 0 && text.zh.length > 0);
      assert.match(text.zh, /\p{Script=Han}|OpenAPI/u);
      assert.doesNotMatch(text.en, /\p{Script=Han}/u);
    }
    if (method === 'POST' || method === 'PATCH') assert.ok(doc.body !== undefined, 'no schema');
  });
}

test('the document has every route once, with schemas that say what is checked', async () => {
  const { send } = testServer();
  const answer = await send('/openapi.json');
  assert.equal(answer.status, 200);
  const { openapi, info, paths } = answer.body as unknown as OpenApiDocument;
  assert.deepEqual([openapi, info.version], ['3.1.0', '1.2.3']);
  const listed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const expected = documentedRoutes.map(
    ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`,
  );
  assert.deepEqual(listed.toSorted(), expected.toSorted());
  assert.partialDeepStrictEqual(paths['/api/v1/search_memory']?.['post']?.requestBody, {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['query'],
          properties: {
            query: { type: 'string', minLength: 1, maxLength: 10_000 },
            limit: { type: 'integer', minimum: 1, maximum: 200 },
            timeFrom: { type: ['integer', 'string'] },
          },
        },
      },
    },
  });
  const ingest = JSON.stringify(paths['/api/v1/ingest']?.['post']?.requestBody);
  assert.match(ingest, /"messages":\{"type":"array","items":\{"type":"object"/u);
  assert.partialDeepStrictEqual(paths['/api/v1/admin/accounts/{accountId}/audit']?.['get'], {
    'x-role': 'admin',
    parameters: [{ name: 'accountId', in: 'path' }, { name: 'limit', in: 'query' }, {}],
  });
});

test('operation ids are unique and references lead somewhere', () => {
  const document = toOpenApi(documentedRoutes, { version: '1', language: 'en' });
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, ref = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)) {
    assert.equal(ref, '#/components/schemas/Error');
  }
});

test('the page needs nothing from elsewhere and runs no script, in either language', async () => {
  const { server } = testServer();
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    server.fetch(
      new Request(`http://127.0.0.1:8090${path}`, {
        headers: { host: '127.0.0.1:8090', ...headers },
      }),
    );
  const english = await get('/docs');
  const chinese = await get('/docs', { 'accept-language': 'zh-CN,zh;q=0.9' });
  const pages = [await english.text(), await chinese.text()];
  for (const page of pages) {
    assert.doesNotMatch(page, /<script|src=|https?:|@import|url\(| on\w+=| style=/iu);
    for (const { path } of documentedRoutes) {
      assert.ok(page.includes(path.replaceAll(/:(\w+)/gu, '{$1}')), path);
    }
  }
  assert.match(pages[0] ?? '', /Find memories and messages/u);
  assert.match(pages[1] ?? '', /查找记忆和消息/u);
  const policy = english.headers.get('content-security-policy') ?? '';
  assert.match(policy, /^default-src 'none'; style-src 'sha256-/u);
  const style = /<style>(.*?)<\/style>/su.exec(pages[0] ?? '')?.[1] ?? '';
  assert.ok(policy.includes(createHash('sha256').update(style).digest('base64')));
});

test('the documentation is there without a key; a foreign page sees none of it', async () => {
  const keys = [{ hash: sha256('root-key'), accountId: 'acct-a', role: 'root' }] as const;
  const keyed = testServer({}, { auth: { mode: 'key', keys } });
  assert.equal((await keyed.send('/openapi.json')).status, 200);
  const foreign = { host: 'rebound.example' };
  assert.equal((await testServer().send('/openapi.json', { headers: foreign })).status, 403);
});
