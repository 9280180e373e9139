import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryAccess } from '../../memory-access.ts';
import { lin, noonOf, says } from './access-scope.ts';

/** Memories by hand. */
export const libraryCases: readonly ConformanceCase<MemoryAccess>[] = [
  {
    group: 'library',
    name: 'creates, edits, shows the history of, undoes and forgets a memory',
    run: async ({ library }) => {
      const created = await library.create(lin, {
        content: 'I live in Paris.',
        importance: 0.5,
        tags: ['home'],
        validFrom: noonOf(1),
      });
      const { id } = created.memory;
      assert.deepEqual([created.action, created.superseded], ['created', []]);
      assert.deepEqual(await library.get(lin, id), created.memory);
      const edit = { content: 'I live in Oslo.', tags: ['home', 'north'], revision: 1 };
      const edited = await library.edit(lin, id, edit);
      assert.deepEqual([edited.content, edited.revision], ['I live in Oslo.', 2]);
      assert.deepEqual(edited.tags, ['home', 'north']);
      await assert.rejects(library.edit(lin, id, edit), (error) => hasCode(error, 'conflict'));
      const history = await library.history(lin, id);
      assert.deepEqual(
        history.map(({ revision, cause, content }) => [revision, cause, content]),
        [
          [2, 'person', 'I live in Oslo.'],
          [1, 'person', 'I live in Paris.'],
        ],
      );
      const undone = await library.undo(lin, id);
      assert.deepEqual(
        [undone.memory.content, undone.restored, undone.conflicts, undone.superseded],
        ['I live in Paris.', 1, [], []],
      );
      const gone = await library.forget(lin, id, { revision: 3 });
      assert.notEqual(gone.deletedAt, undefined);
      assert.notEqual((await library.get(lin, id))?.deletedAt, undefined);
    },
  },
  {
    group: 'library',
    name: 'gives a record whole: where it came from, and what is not known as undefined',
    run: async (memory) => {
      const messages = [says('I am allergic to peanuts.', { id: 'm1', createdAt: noonOf(1) })];
      await memory.afterTurn(lin, { turnId: 't1', messages, wait: true });
      const { memories, total } = await memory.library.list(lin);
      assert.equal(total, 1);
      const [record] = memories;
      assert.deepEqual(record?.source, {
        provenance: 'owner',
        sessionId: 'monday',
        messageIds: ['m1'],
        quote: 'I am allergic to peanuts',
        saidAt: noonOf(1),
      });
      assert.deepEqual([record?.ownerSpace, record?.revision], ['user:小林', 1]);
      for (const field of ['validTo', 'supersededAt', 'supersededBy', 'deletedAt'] as const) {
        assert.ok(record !== undefined && field in record && record[field] === undefined, field);
      }
      const found = await memory.get(lin, { id: record?.id ?? '' });
      assert.deepEqual(found?.type === 'memory' && found.memory.source, record?.source);
    },
  },
  {
    group: 'library',
    name: 'lists by filters and pages, either way round',
    run: async ({ library }) => {
      for (const [index, content] of ['Tea one.', 'Tea two.', 'Coffee.'].entries()) {
        const agentId = index === 0 ? 'cook' : 'main';
        await library.create({ ...lin, agentId }, { content, importance: 0.2 + index * 0.3 });
      }
      const textsOf = async (query: Parameters<MemoryAccess['library']['list']>[1]) =>
        (await library.list(lin, query)).memories.map(({ content }) => content);
      const byImportance = { order: 'importance' } as const;
      assert.deepEqual(await textsOf(byImportance), ['Coffee.', 'Tea two.', 'Tea one.']);
      assert.deepEqual(await textsOf({ ...byImportance, reversed: true, limit: 1, offset: 1 }), [
        'Tea two.',
      ]);
      assert.deepEqual(await textsOf({ text: 'tea', importanceMin: 0.4 }), ['Tea two.']);
      assert.deepEqual(await textsOf({ agentId: 'cook' }), ['Tea one.']);
      assert.deepEqual(await textsOf({ states: ['deleted', 'superseded'] }), []);
      assert.deepEqual(await textsOf({ categories: ['user_memory_decision'] }), []);
    },
  },
  {
    group: 'library',
    name: 'has no memory of others, and names the field that is wrong',
    run: async ({ library }) => {
      const { memory } = await library.create(lin, { content: 'I like tea.' });
      const other = { ...lin, userId: 'alice' };
      assert.equal(await library.get(other, memory.id), undefined);
      for (const work of [
        () => library.edit(other, memory.id, { content: 'x' }),
        () => library.forget(other, memory.id),
        () => library.history(other, memory.id),
        () => library.undo(other, memory.id),
      ]) {
        await assert.rejects(work(), (error) => hasCode(error, 'not_found'));
      }
      await assert.rejects(
        library.create(lin, { content: '' }),
        (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === 'content',
      );
    },
  },
  {
    group: 'library',
    name: 'knows who the person is',
    run: async ({ library }) => {
      const { memory } = await library.create(lin, { content: '我住在杭州' });
      const { facts, ...others } = await library.profile(lin);
      assert.deepEqual(
        facts.map(({ id, content }) => ({ id, content })),
        [{ id: memory.id, content: '我住在杭州' }],
      );
      assert.deepEqual(others, { preferences: [], decisions: [], behaviours: [] });
    },
  },
];
