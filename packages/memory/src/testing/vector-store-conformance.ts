import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore } from '../ports/memory-store.ts';
import type { StoredVector, VectorStore } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';
import { toCode, toUnit } from '../vectors/codes.ts';
import { rejectsConflict } from './conformance/expect.ts';
import {
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleScope,
  sampleTime,
  sampleUpdate,
} from './samples.ts';

/** A vector store with the memory store whose entries its vectors stand beside; both empty. */
export interface VectorSubject {
  readonly memory: MemoryStore;
  readonly vectors: VectorStore;
}

const scope = sampleScope();
const other = sampleScope({ accountId: 'acct-b' });
const model = { provider: 'p', model: 'm', dimensions: 3 };
const spaceId = 'spc_1';

function open({ vectors }: VectorSubject, id = spaceId, owner: Scope = scope) {
  return vectors.open(owner, { id, ...model, createdAt: sampleTime + Number(id.slice(4)) });
}

function vectorOf(position: number, fields: Partial<StoredVector> = {}): StoredVector {
  const vector = toUnit([position + 1, -1, 0.5]);
  return {
    key: messageKey(position),
    seq: position + 1,
    vector,
    code: toCode(vector),
    textHash: `hash-${position}`,
    ...fields,
  };
}

function messageKey(position: number, owner = scope): string {
  const { accountId, userId, agentId, sessionId } = owner;
  return `msg_${[accountId, userId, agentId, sessionId, position].join('/')}`;
}

/** Three messages, and vectors of the first two. */
async function fill(subject: VectorSubject): Promise<void> {
  await subject.memory.commit(scope, sampleMessages(scope, 0, 3));
  await open(subject);
  await subject.vectors.put(scope, {
    spaceId,
    from: 0,
    to: 2,
    vectors: [vectorOf(0), vectorOf(1)],
    failed: [],
  });
}

const all = { spaceId, afterSeq: 0, limit: 10 };

async function keysOf({ vectors }: VectorSubject, owner: Scope = scope) {
  return (await vectors.listCodes(owner, all)).map(({ key }) => key);
}

const vectorCases: readonly ConformanceCase<VectorSubject>[] = [
  {
    group: 'vectors',
    name: 'come back as they were put, by key and in the order of their entries',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      assert.deepEqual(
        await vectors.listCodes(scope, { ...all, limit: 1 }),
        [vectorOf(0)].map(({ key, seq, code }) => ({ key, seq, code })),
      );
      const rest = await vectors.listCodes(scope, { ...all, afterSeq: 1 });
      assert.deepEqual(
        rest.map(({ key }) => key),
        [messageKey(1)],
      );
      const found = await vectors.find(scope, { spaceId, keys: [messageKey(1), 'msg_none'] });
      assert.deepEqual(found, [vectorOf(1)]);
    },
  },
  {
    group: 'vectors',
    name: 'of another partition do not exist',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      for (const owner of [other, sampleScope({ userId: 'u-b' })]) {
        assert.deepEqual(await vectors.listSpaces(owner), []);
        assert.deepEqual(await vectors.getProgress(owner), []);
        assert.deepEqual(await keysOf(subject, owner), []);
        assert.deepEqual(await vectors.find(owner, { spaceId, keys: [messageKey(0)] }), []);
        assert.equal(await vectors.activate(owner, spaceId), false);
        await rejectsConflict(
          vectors.put(owner, { spaceId, from: 2, to: 3, vectors: [], failed: [] }),
        );
      }
      await rejectsConflict(open(subject, spaceId, other));
      assert.deepEqual(await keysOf(subject), [messageKey(0), messageKey(1)]);
    },
  },
  {
    group: 'vectors',
    name: 'go with their entry, and do not come back with it',
    run: async (subject) => {
      const { memory, vectors } = subject;
      const record = sampleMemory(scope);
      await memory.commit(scope, { memories: [sampleMemoryWrite(record)] });
      await open(subject);
      const vector = vectorOf(0, { key: record.id });
      const batch = { spaceId, from: 0, to: 1, vectors: [vector], failed: [] };
      await vectors.put(scope, batch);
      const hidden = sampleUpdate(record, { deletedAt: sampleTime + 1 });
      await memory.commit(scope, { memories: [hidden] });
      assert.deepEqual(await keysOf(subject), []);
      await vectors.put(scope, { ...batch, from: 1, to: 2 });
      assert.deepEqual(await keysOf(subject), [], 'a late batch leaves it out');
      const restored = sampleUpdate(hidden.record, { deletedAt: undefined });
      await memory.commit(scope, { memories: [restored] });
      assert.deepEqual(await keysOf(subject), []);
    },
  },
  {
    group: 'vectors',
    name: 'are replaced by key, a failure by a vector and a vector by a failure',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      const failed = [{ key: messageKey(0), seq: 1, error: 'refused' }];
      const newer = vectorOf(1, { seq: 3, textHash: 'new' });
      await vectors.put(scope, { spaceId, from: 2, to: 3, vectors: [newer], failed });
      const [progress] = await vectors.getProgress(scope);
      assert.deepEqual([progress?.vectors, progress?.failed, progress?.pending], [1, 1, 0]);
      assert.deepEqual(
        (await vectors.listCodes(scope, { ...all, afterSeq: 2 })).map(({ key }) => key),
        [messageKey(1)],
      );
      await vectors.put(scope, { spaceId, from: 3, to: 3, vectors: [vectorOf(0)], failed: [] });
      assert.equal((await vectors.getProgress(scope))[0]?.failed, 0);
    },
  },
  {
    group: 'vectors',
    name: 'are refused when the cursor moved meanwhile, and then nothing is written',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      const late = { spaceId, from: 0, to: 3, vectors: [vectorOf(2)], failed: [] };
      await rejectsConflict(vectors.put(scope, late));
      await rejectsConflict(vectors.put(scope, { ...late, spaceId: 'spc_none' }));
      assert.deepEqual(await keysOf(subject), [messageKey(0), messageKey(1)]);
      assert.equal((await vectors.listSpaces(scope))[0]?.cursor, 2);
    },
  },
];

const spaceCases: readonly ConformanceCase<VectorSubject>[] = [
  {
    group: 'spaces',
    name: 'become active when every entry was seen to, and retire the one before',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      const done = { from: 2, to: 3, vectors: [], failed: [] };
      assert.equal(await vectors.activate(scope, spaceId), false);
      await vectors.put(scope, { spaceId, ...done });
      assert.equal(await vectors.activate(scope, spaceId), true);
      assert.equal(await vectors.activate(scope, spaceId), false);
      await open(subject, 'spc_2');
      await open(subject, 'spc_3');
      const states = async () => (await vectors.listSpaces(scope)).map(({ state }) => state);
      assert.deepEqual(await states(), ['active', 'retired', 'filling']);
      await vectors.put(scope, { spaceId: 'spc_3', ...done, from: 0 });
      assert.equal(await vectors.activate(scope, 'spc_3'), true);
      assert.deepEqual(await states(), ['retired', 'retired', 'active']);
      await rejectsConflict(vectors.put(scope, { spaceId, ...done, from: 3 }));
    },
  },
  {
    group: 'spaces',
    name: 'that are retired are removed a few rows at a time',
    run: async (subject) => {
      await fill(subject);
      const { vectors } = subject;
      await open(subject, 'spc_2');
      assert.equal(await vectors.removeRetired(other, 10), 0);
      assert.equal(await vectors.removeRetired(scope, 1), 1);
      assert.equal(await vectors.removeRetired(scope, 10), 1);
      assert.equal(await vectors.removeRetired(scope, 10), 0);
      assert.deepEqual(
        (await vectors.listSpaces(scope)).map(({ id, state, cursor }) => [id, state, cursor]),
        [['spc_2', 'filling', 0]],
      );
    },
  },
  {
    group: 'spaces',
    name: 'that have not seen all entries are listed with their owners, over all accounts',
    run: async (subject) => {
      const { memory, vectors } = subject;
      await fill(subject);
      await memory.commit(other, sampleMessages(other, 0, 1));
      const query = { provider: 'p', model: 'm', limit: 10 };
      const accounts = async (more: object = {}) =>
        (await vectors.listLagging({ ...query, ...more })).map(({ accountId }) => accountId);
      assert.deepEqual(await accounts(), ['acct-a', 'acct-b']);
      assert.deepEqual(await accounts({ limit: 1 }), ['acct-a']);
      assert.deepEqual(await accounts({ after: scope }), ['acct-b']);
      await vectors.put(scope, { spaceId, from: 2, to: 3, vectors: [], failed: [] });
      assert.deepEqual(await accounts(), ['acct-a', 'acct-b'], 'full, and not active');
      await vectors.activate(scope, spaceId);
      assert.deepEqual(await accounts(), ['acct-b']);
      assert.deepEqual(await accounts({ dimensions: 3 }), ['acct-b']);
      assert.deepEqual(await accounts({ dimensions: 4 }), ['acct-a', 'acct-b']);
      assert.deepEqual(await accounts({ model: 'n' }), ['acct-a', 'acct-b']);
      await memory.commit(scope, sampleMessages(scope, 3, 4));
      assert.deepEqual(await accounts(), ['acct-a', 'acct-b']);
    },
  },
];

/** What every {@link VectorStore} has to do. Each case expects an empty store. */
export const vectorStoreConformance: readonly ConformanceCase<VectorSubject>[] = [
  ...vectorCases,
  ...spaceCases,
];
