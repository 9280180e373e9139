import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';

import { startGateway } from '../testing/start-gateway.ts';

interface Problem {
  readonly error: {
    readonly message: string;
    readonly param: string | null;
    readonly code: string;
  };
}

async function problemOf(response: Response): Promise<Problem['error']> {
  return ((await response.json()) as Problem).error;
}

const badBodies: readonly (readonly [path: string, body: unknown, param: string])[] = [
  ['/v1/chat/completions', {}, 'messages'],
  ['/v1/chat/completions', { messages: [] }, 'messages'],
  ['/v1/chat/completions', { messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
  ['/v1/chat/completions', { messages: [{ role: 'user' }] }, 'messages[0].content'],
  [
    '/v1/chat/completions',
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'file:///x' } }] },
      ],
    },
    'messages[0].content[0].image_url.url',
  ],
  [
    '/v1/chat/completions',
    {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'y' },
      ],
    },
    'messages[1].role',
  ],
  ['/v1/chat/completions', { messages: [{ role: 'user', content: 'x' }], n: 2 }, 'n'],
  [
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'x' }], temperature: 'hot' },
    'temperature',
  ],
  ['/v1/chat/completions', { messages: [{ role: 'user', content: 'x' }], user: '' }, 'user'],
  ['/v1/responses', {}, 'input'],
  ['/v1/responses', { input: '' }, 'input'],
  ['/v1/responses', { input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
  ['/v1/responses', { input: [{ type: 'teapot' }] }, 'input[0].type'],
  ['/v1/responses', { input: 'x', tools: [{ type: 'web_search' }] }, 'tools[0].type'],
  ['/v1/responses', { input: 'x', max_output_tokens: 0 }, 'max_output_tokens'],
  ['/v1/responses', { input: 'x', background: true }, 'background'],
];

test('a bad body is a 400 with the path of its field, and leaves nothing behind', async (t) => {
  await using running = await startGateway();
  for (const [path, body, param] of badBodies) {
    await t.test(`${path} ${param}`, async () => {
      const response = await running.post(path, body);
      assert.equal(response.status, 400);
      assert.equal((await problemOf(response)).param, param);
    });
  }
  assert.deepEqual(running.memory.turns, []);
});

test('JSON that is none, and other content types, are 400', async () => {
  await using running = await startGateway();
  const malformed = await running.post('/v1/responses', '{"input": ');
  assert.equal(malformed.status, 400);
  const form = await running.post('/v1/responses', 'input=x', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  assert.equal(form.status, 400);
  assert.equal((await problemOf(form)).param, 'content-type');
});

test('a body over the limit is a 413, announced or not', async () => {
  await using running = await startGateway({ options: { maxBodyBytes: 1000 } });
  const body = JSON.stringify({ input: 'x'.repeat(5000) });
  assert.equal((await running.post('/v1/responses', body)).status, 413);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const outgoing = request(`${running.url}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    outgoing.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.write(body.slice(0, 3000));
    outgoing.end(body.slice(3000));
  });
  assert.equal(status, 413);
});

test('unknown paths are 404 and wrong methods 405, in JSON', async () => {
  await using running = await startGateway();
  const missing = await fetch(`${running.url}/v1/nothing`);
  assert.equal(missing.status, 404);
  assert.equal((await problemOf(missing)).code, 'not_found');
  const elsewhere = await fetch(`${running.url}/nothing`);
  assert.equal(elsewhere.status, 404);
  assert.equal((await problemOf(elsewhere)).code, 'not_found');
  const wrong = await fetch(`${running.url}/v1/responses`);
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'POST');
});

test('an unknown agent is a 404 that names the known ones', async () => {
  await using running = await startGateway({
    options: { agents: [{ id: 'main' }, { id: 'office' }] },
  });
  const byModel = await running.post('/v1/responses', { model: 'homarus/wrok', input: 'x' });
  assert.equal(byModel.status, 404);
  const problem = await problemOf(byModel);
  assert.equal(problem.param, 'model');
  assert.match(problem.message, /homarus\/office/u);
  const byHeader = await running.post(
    '/v1/responses',
    { input: 'x' },
    { 'x-openclaw-agent-id': 'no' },
  );
  assert.equal(byHeader.status, 404);
  const foreign = await running.post('/v1/responses', { model: 'gpt-4o', input: 'x' });
  assert.equal(foreign.status, 404);
});

test('lists the agents as models', async () => {
  await using running = await startGateway({
    options: { agents: [{ id: 'main' }, { id: 'office' }] },
  });
  const models = await Array.fromAsync(await running.openai().models.list());
  assert.deepEqual(
    models.map((model) => model.id),
    ['homarus', 'openclaw', 'homarus/main', 'homarus/office', 'openclaw/main', 'openclaw/office'],
  );
  assert.equal((await running.openai().models.retrieve('homarus/office')).id, 'homarus/office');
  await assert.rejects(running.openai().models.retrieve('gpt-4o'), { status: 404 });
});
