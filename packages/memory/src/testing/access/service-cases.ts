import assert from 'node:assert/strict';

import { hasCode, toAppError } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../../memory-access.ts';
import { lin, noonOf, says } from './access-scope.ts';

const peanuts = '我对花生过敏。';
const tuesday = { ...lin, sessionId: 'tuesday' };
const fields = [
  'abstract',
  'category',
  'createdAt',
  'id',
  'importance',
  'lanes',
  'name',
  'score',
  'sessionId',
  'sourceMessageIds',
  'text',
  'uri',
];

/** Capture and recall. */
export const serviceCases: readonly ConformanceCase<MemoryAccess>[] = [
  {
    group: 'turns',
    name: 'are stored once, by their id, and say what was learned from them',
    run: async (memory) => {
      const turn = { turnId: 't1', messages: [says(peanuts)], wait: true };
      const first = await memory.afterTurn(lin, turn);
      assert.deepEqual([first.status, first.stored, first.learned?.added], ['committed', 1, 1]);
      const again = await memory.afterTurn(lin, turn);
      assert.deepEqual([again.status, again.stored], ['duplicate', 0]);
      const next = await memory.afterTurn(lin, { turnId: 't2', messages: [says('好的。')] });
      assert.deepEqual([next.status, next.stored, next.learned], ['committed', 1, undefined]);
    },
  },
  {
    group: 'messages',
    name: 'keep their ids, dates, names and parts, and are found by id and by URI',
    run: async (memory) => {
      const content = [{ type: 'text', text: 'The cat is called Miso.', mood: 'proud' }];
      const sent = says('', { id: 'm1', content, name: 'Alice', createdAt: noonOf(1) });
      const messages = [sent, says('好名字！', { id: 'm2', createdAt: noonOf(2) })];
      assert.deepEqual(await memory.ingest(lin, messages), { ingested: 2, duplicates: 0 });
      assert.deepEqual(await memory.ingest(lin, messages), { ingested: 0, duplicates: 2 });
      const found = await memory.get(lin, { id: 'm1' });
      assert.ok(found?.type === 'message');
      const { id, name, createdAt, senderId, position, isEcho } = found.message;
      assert.deepEqual(
        [id, name, createdAt, senderId, position, isEcho],
        ['m1', 'Alice', noonOf(1), undefined, 0, false],
      );
      assert.deepEqual(found.message.content, content);
      const { hits } = await memory.search(lin, 'Miso');
      const byUri = await memory.get(lin, { uri: hits[0]?.uri ?? '' });
      assert.deepEqual(byUri, found);
      assert.equal(await memory.get(lin, { id: 'm3' }), undefined);
    },
  },
  {
    group: 'messages',
    name: 'that are echoes are kept, but neither found nor learned from',
    run: async (memory) => {
      const echo = says('The parrot is called Rio.', { id: 'm1', isEcho: true });
      await memory.afterTurn(lin, { turnId: 't1', messages: [echo], wait: true });
      const found = await memory.get(lin, { id: 'm1' });
      assert.equal(found?.type === 'message' && found.message.isEcho, true);
      assert.deepEqual((await memory.search(lin, 'parrot Rio')).hits, []);
    },
  },
  {
    group: 'recall',
    name: 'brings what was said into another conversation, and to nobody else',
    run: async (memory) => {
      await memory.afterTurn(lin, { turnId: 't1', messages: [says(peanuts)], wait: true });
      const request = { messages: [says('早上好')], prompt: '我有什么忌口？' };
      const composed = await memory.compose(tuesday, request);
      assert.match(composed.systemPromptAddition, /花生/u);
      assert.deepEqual(composed.messages, request.messages);
      assert.ok(composed.hits.some(({ text }) => text.includes('花生')));
      assert.deepEqual(Object.keys(composed.hits[0] ?? {}).toSorted(), fields);
      assert.equal(composed.trace, undefined);
      const alice = await memory.compose({ ...tuesday, userId: 'alice' }, request);
      assert.deepEqual([alice.abstained, alice.systemPromptAddition], [true, '']);
    },
  },
  {
    group: 'search',
    name: 'heeds its options and says how it went',
    run: async (memory) => {
      await memory.ingest(lin, [says('Tea with Bob.', { id: 'a', createdAt: noonOf(1) })]);
      await memory.ingest(tuesday, [says('Tea with Carol.', { id: 'b', createdAt: noonOf(5) })]);
      const idsOf = async (options: Parameters<MemoryAccess['search']>[2]) =>
        (await memory.search(lin, 'tea', options)).hits.map(({ sourceMessageIds }) =>
          sourceMessageIds.join(),
        );
      assert.deepEqual((await idsOf({})).toSorted(), ['a', 'b']);
      assert.equal((await idsOf({ limit: 1 })).length, 1);
      assert.deepEqual(await idsOf({ sessionId: 'tuesday' }), ['b']);
      assert.deepEqual(await idsOf({ timeTo: noonOf(3) }), ['a']);
      assert.deepEqual(await idsOf({ timeFrom: noonOf(3) }), ['b']);
      assert.deepEqual(await idsOf({ categories: ['user_memory_fact'] }), []);
      const { trace, abstained } = await memory.search(lin, 'zebra', { trace: true });
      assert.deepEqual([abstained, trace?.terms.length], [true, 1]);
    },
  },
  {
    group: 'tools',
    name: 'remember a statement once and forget it by words that mean nothing else',
    run: async (memory) => {
      const text = 'I like oolong tea.';
      const stored = await memory.remember(lin, { text, importance: 0.9 });
      assert.ok(stored.action === 'created');
      const { id } = stored;
      assert.deepEqual(await memory.remember(lin, { text }), { action: 'updated', id });
      assert.equal((await memory.search(lin, 'oolong')).hits[0]?.importance, 0.9);
      assert.deepEqual(await memory.forget(lin, { query: text }), {
        action: 'deleted',
        id,
        rows: 1,
      });
      assert.deepEqual(await memory.forget(lin, { query: text }), { action: 'nothing_found' });
      const none = { action: 'not_found', id: 'mem_none' };
      assert.deepEqual(await memory.forget(lin, { memoryId: 'mem_none' }), none);
      await assert.rejects(memory.remember(lin, { text: '' }), (error) =>
        hasCode(error, 'invalid_request'),
      );
    },
  },
  {
    group: 'tools',
    name: 'take a statement that arrives late for when it was said',
    run: async (memory) => {
      await memory.remember(lin, { text: 'I live in Oslo.' });
      await memory.remember(lin, { text: 'I live in Rome.', saidAt: noonOf(1) });
      const { hits } = await memory.search(lin, 'Where do I live?');
      const told = hits.map(({ text }) => text).join();
      assert.ok(/Oslo/u.test(told) && !/Rome/u.test(told), told);
    },
  },
  {
    group: 'health',
    name: 'counts what there is',
    run: async (memory) => {
      await memory.ingest(lin, [says('One.'), says('Two.')]);
      const { status, issues, store, llm, embedding, drift } = await memory.health();
      assert.deepEqual([status, issues, store.messages], ['ok', [], 2]);
      assert.deepEqual([llm, embedding, drift], [null, null, 0]);
    },
  },
  {
    group: 'calls',
    name: 'end when their caller goes away',
    run: async (memory) => {
      const signal = AbortSignal.abort();
      await assert.rejects(
        memory.search(lin, 'tea', { signal }),
        (error) => toAppError(error).code === 'aborted',
      );
    },
  },
];
