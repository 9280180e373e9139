import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, type ErrorCode } from '@homarus/base';

import { errorOf, testServer } from './testing/test-server.ts';

const query = { query: 'x' };

const statuses: readonly (readonly [code: ErrorCode, status: number])[] = [
  ['invalid_request', 400],
  ['conflict', 409],
  ['rate_limited', 429],
  ['unavailable', 503],
  ['timeout', 504],
  ['aborted', 499],
];

for (const [code, status] of statuses) {
  test(`${code} of the memory is ${status}`, async () => {
    const { post } = testServer({
      search: async () => {
        throw new AppError(code, 'Said to the caller.', { cause: new Error('kept back') });
      },
    });
    const answer = await post('search_memory', query);
    assert.equal(answer.status, status);
    assert.deepEqual(answer.body, { error: { code, message: 'Said to the caller.' } });
  });
}

test('Retry-After is in whole seconds, at least one', async () => {
  const waits: readonly (readonly [retryAfterMs: number | undefined, header: string])[] = [
    [undefined, '1'],
    [1, '1'],
    [2001, '3'],
  ];
  for (const [retryAfterMs, header] of waits) {
    const { post } = testServer({
      search: async () => {
        const options = retryAfterMs === undefined ? {} : { retryAfterMs };
        throw new AppError('unavailable', 'Later.', options);
      },
    });
    assert.equal((await post('search_memory', query)).headers.get('retry-after'), header);
  }
});

test('a bug is a request id for the caller and the whole story for the log', async () => {
  const bug = new TypeError('secret: cannot read rows');
  for (const thrown of [bug, 'secret text', new AppError('internal', 'secret')]) {
    const { post, log } = testServer({
      search: async () => {
        throw thrown;
      },
    });
    const answer = await post('search_memory', query);
    assert.equal(answer.status, 500);
    assert.deepEqual(answer.body, {
      error: {
        code: 'internal',
        message: 'An internal error happened; the log has its details.',
        details: { requestId: 'req_000001' },
      },
    });
    const line = log.lines.find((entry) => entry.level === 'error');
    assert.equal(line?.fields['requestId'], 'req_000001');
    assert.equal(line?.fields['cause'], thrown);
  }
});

test('health is 503 when the store cannot be reached', async () => {
  const { send } = testServer({
    health: async () => {
      throw new AppError('unavailable', 'The database does not answer.', { retryAfterMs: 5000 });
    },
  });
  const answer = await send('/api/v1/health');
  assert.deepEqual([answer.status, errorOf(answer).code], [503, 'unavailable']);
  assert.equal(answer.headers.get('retry-after'), '5');
});

test('a body over the limit is 413, announced or not, and is not read to its end', async () => {
  const { send, server, memory } = testServer({}, { maxBodyBytes: 1000 });
  const announced = await send('/api/v1/ingest', {
    method: 'POST',
    text: 'x'.repeat(1001),
    headers: { 'content-length': '1001' },
  });
  assert.deepEqual([announced.status, errorOf(announced).code], [413, 'payload_too_large']);
  assert.equal(announced.headers.get('connection'), 'close');

  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(400).fill(32));
    },
  });
  const init = { method: 'POST', headers: { host: 'localhost' }, body: endless, duplex: 'half' };
  const chunked = await server.fetch(new Request('http://localhost/api/v1/ingest', init));
  assert.equal(chunked.status, 413);
  assert.ok(pulled < 10, `${pulled} chunks were read`);
  assert.deepEqual(memory.calls, []);
});

test('a body of exactly the limit is read', async () => {
  const body = JSON.stringify({ query: 'x'.repeat(100) });
  const { send } = testServer({}, { maxBodyBytes: body.length });
  const answer = await send('/api/v1/search_memory', { method: 'POST', text: body });
  assert.equal(answer.status, 200);
});
