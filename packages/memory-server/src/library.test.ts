import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as memoryPackage from '@homarus/memory';
import { ListMemoriesQuery } from '@homarus/protocol';

import { errorOf, testServer } from './testing/test-server.ts';

interface Shown {
  readonly id: string;
  readonly content: string;
  readonly revision: number;
  readonly state: string;
}

function library() {
  const { send, post } = testServer();
  const json = (value: unknown) => ({ text: JSON.stringify(value) });
  return {
    post,
    get: (path: string) => send(`/api/v1/${path}`),
    patch: (id: string, body: unknown) =>
      send(`/api/v1/memories/${id}`, { method: 'PATCH', ...json(body) }),
    remove: (path: string) => send(`/api/v1/memories/${path}`, { method: 'DELETE' }),
    async make(content: string, fields: object = {}): Promise<Shown> {
      const answer = await post('memories', { content, ...fields });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body['memory'] as Shown;
    },
  };
}

test('a memory is stored, listed, shown, corrected, forgotten and brought back', async () => {
  const { make, get, patch, remove, post } = library();
  const { id } = await make('我住在杭州', { tags: ['家'] });
  await make('I like tea.');
  const { body: page } = await get('memories?text=%E6%9D%AD%E5%B7%9E&limit=10&timeFrom=0');
  assert.deepEqual([page['total'], (page['memories'] as Shown[])[0]?.id], [1, id]);
  assert.equal((await get('memories?limit=1')).body['total'], 2);
  const edited = await patch(id, { content: '我住在苏州', valid_to: null, revision: 1 });
  assert.deepEqual([edited.body['content'], edited.body['revision']], ['我住在苏州', 2]);
  const stale = await patch(id, { importance: 1, revision: 1 });
  assert.deepEqual([stale.status, errorOf(stale).code], [409, 'conflict']);
  assert.equal((await remove(`${id}?revision=1`)).status, 409);
  assert.equal((await remove(`${id}?revision=2`)).body['state'], 'deleted');
  assert.equal((await remove(id)).status, 404);
  assert.equal((await get(`memories/${id}`)).body['state'], 'deleted');
  const undone = await post(`memories/${id}/undo`, { revision: 1 });
  assert.equal((undone.body['memory'] as Shown).content, '我住在杭州');
  const { body } = await get(`memories/${id}/history`);
  const causes = (body['revisions'] as { readonly cause: string }[]).map(({ cause }) => cause);
  assert.deepEqual(causes, ['undo', 'person', 'person', 'person']);
});

const wrong: readonly (readonly [query: string, path: string])[] = [
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  ['limit=many', 'limit'],
  ['offset=-1', 'offset'],
  ['states=live,gone', 'states[1]'],
  ['categories=full_context_user', 'categories[0]'],
  ['importanceMin=2', 'importanceMin'],
  ['timeFrom=yesterday', 'timeFrom'],
  ['order=size', 'order'],
];

test('wrong queries and bodies are refused with their field', async () => {
  const { get, post, patch } = library();
  for (const [query, path] of wrong) {
    const answer = await get(`memories?${query}`);
    assert.deepEqual([answer.status, errorOf(answer).path], [400, path], query);
  }
  for (const [body, path] of [
    [{}, 'content'],
    [{ content: 'x', tags: 'home' }, 'tags'],
    [{ content: 'My password is hunter2x.' }, 'content'],
  ] as const) {
    const answer = await post('memories', body);
    assert.deepEqual([answer.status, errorOf(answer).path], [400, path]);
  }
  assert.equal((await patch('mem_none', { importance: 0 })).status, 404);
  assert.equal((await get('memories/mem_none')).status, 404);
});

test('another account is refused, another user sees nothing', async () => {
  const { make, get, remove, post } = library();
  const { id } = await make('我住在杭州');
  assert.equal((await get('memories?accountId=acct-other')).status, 403);
  assert.equal((await get(`memories/${id}/history?accountId=acct-other`)).status, 403);
  assert.equal((await remove(`${id}?accountId=acct-other`)).status, 403);
  assert.equal((await post(`memories/${id}/undo`, { accountId: 'acct-other' })).status, 403);
  assert.equal((await get('memories?userId=bob')).body['total'], 0);
  assert.equal((await remove(`${id}?user_id=bob`)).status, 404);
});

test('the words of the query are the words of the engine', () => {
  const { states, order } = ListMemoriesQuery.entries;
  assert.deepEqual(order.wrapped.options, memoryPackage.memoryOrders);
  assert.deepEqual(states.wrapped.pipe[2].item.options, memoryPackage.memoryStates);
});
