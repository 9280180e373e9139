import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore, SearchEntry } from '../../ports/memory-store.ts';
import {
  sampleLesson,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessage,
  sampleMessages,
  sampleMessageWrite,
  sampleScope,
  sampleTime,
  sampleUpdate,
} from '../samples.ts';
import { allEntries } from './expect.ts';

const group = 'search entries';
const scope = sampleScope();

function keysOf(entries: readonly SearchEntry[]): readonly string[] {
  return entries.map(({ seq, key }) => `${seq} ${key}`);
}

export const searchEntryCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'say what an index needs of messages and memories',
    run: async (store) => {
      const message = sampleMessage(scope, { role: 'toolResult', createdAt: 5 });
      const fact = sampleMemory(scope);
      await store.commit(scope, {
        messages: [{ message, search: { terms: '花 生 \0 过敏', termsVersion: 3 } }],
        memories: [sampleMemoryWrite(fact)],
      });
      const first: SearchEntry = {
        seq: 1,
        type: 'message',
        key: message.key,
        agentId: 'main',
        sessionId: 's-a',
        position: 0,
        category: 'full_context_tool_result',
        createdAt: 5,
        recordedAt: message.recordedAt,
        hiddenAt: undefined,
        sourceMessageIds: [],
        terms: '花 生 \0 过敏',
        termsVersion: 3,
      };
      const second: SearchEntry = {
        seq: 2,
        type: 'memory',
        key: fact.id,
        agentId: undefined,
        sessionId: 's-a',
        position: undefined,
        category: 'user_memory_fact',
        createdAt: sampleTime,
        recordedAt: sampleTime,
        hiddenAt: undefined,
        sourceMessageIds: ['m-0'],
        terms: fact.content,
        termsVersion: 1,
      };
      assert.deepEqual(await allEntries(store, scope), [first, second]);
    },
  },
  {
    group,
    name: 'come anew, with a higher number, when their memory changes',
    run: async (store) => {
      const old = sampleMemory(scope, { id: 'mem_old' });
      const gone = sampleMemory(scope, { id: 'mem_gone' });
      await store.commit(scope, { memories: [old, gone].map((item) => sampleMemoryWrite(item)) });
      const superseded = sampleUpdate(old, {
        supersededAt: sampleTime + 7,
        supersededBy: 'mem_new',
      });
      const born = sampleMemoryWrite(sampleMemory(scope, { id: 'mem_new' }));
      await store.commit(scope, { memories: [superseded, born] });
      await store.commit(scope, { memories: [sampleUpdate(gone, { deletedAt: sampleTime + 9 })] });
      const entries = await allEntries(store, scope);
      assert.deepEqual(keysOf(entries), ['3 mem_old', '4 mem_new', '5 mem_gone']);
      assert.deepEqual(
        entries.map(({ hiddenAt }) => hiddenAt),
        [sampleTime + 7, undefined, sampleTime + 9],
      );
    },
  },
  {
    group,
    name: 'are handed out in pages, in order of their numbers',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 5));
      const pages: string[][] = [];
      let afterSeq = 0;
      for (;;) {
        const page = await store.listSearchEntries(scope, { afterSeq, limit: 2 });
        if (page.length === 0) break;
        afterSeq = page.at(-1)?.seq ?? 0;
        pages.push(page.map(({ seq }) => String(seq)));
      }
      assert.deepEqual(pages, [['1', '2'], ['3', '4'], ['5']]);
    },
  },
  {
    group,
    name: 'are numbered without gaps in the order of commits, whatever runs at once',
    run: async (store) => {
      const sessions = Array.from({ length: 12 }, (_, index) =>
        sampleScope({ sessionId: `s-${index}`, agentId: index % 2 === 0 ? 'main' : 'coder' }),
      );
      const receipts = await Promise.all(
        sessions.map((session) => store.commit(session, sampleMessages(session, 0, 2))),
      );
      const entries = await allEntries(store, scope);
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        Array.from({ length: 24 }, (_, index) => index + 1),
      );
      for (const [index, { lastSeq }] of receipts.entries()) {
        assert.equal(entries[lastSeq - 1]?.sessionId, `s-${index}`);
      }
    },
  },
  {
    group,
    name: 'of all agents of the user are listed, and say whose they are',
    run: async (store) => {
      const coder = sampleScope({ agentId: 'coder' });
      await store.commit(coder, {
        messages: [sampleMessageWrite(coder)],
        memories: [sampleMemory(coder), sampleLesson(coder)].map((item) => sampleMemoryWrite(item)),
      });
      assert.deepEqual(
        (await allEntries(store, scope)).map(({ agentId }) => agentId),
        ['coder', undefined, 'coder'],
      );
    },
  },
];
