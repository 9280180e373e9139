import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MessageContent } from '../../message.ts';
import type { MemoryStore, MessageQuery } from '../../ports/memory-store.ts';
import { sampleMessage, sampleMessages, sampleMessageWrite, sampleScope } from '../samples.ts';

const group = 'messages';
const scope = sampleScope();

const contents: readonly MessageContent[] = [
  '',
  '我叫小林，对花生过敏。',
  'emoji 👩‍👩‍👧‍👦 🦞, combining e\u0301, NUL \0 inside, lone \ud800 surrogate',
  [
    { type: 'text', text: 'line\r\n\ttab \u2028 "quotes" \\ \0 \udc00' },
    { type: 'image', image: { data: 'aGk=', nested: [1, 2.5, null, true, { deep: '深' }] } },
    { type: 'toolResult', content: [], __proto_like__: 1 },
  ],
  [],
];

export const messageCases: readonly ConformanceCase<MemoryStore>[] = [
  {
    group,
    name: 'come back exactly as they were written',
    run: async (store) => {
      const written = contents.map((content, position) =>
        sampleMessage(scope, {
          position,
          content,
          text: typeof content === 'string' ? content : 'text 文\0\ud800',
          contentHash: `hash-${position}`,
          role: position === 1 ? 'assistant' : 'toolResult',
          name: position === 2 ? '小林' : undefined,
          senderId: position === 3 ? 'sender' : undefined,
          turnId: position === 3 ? 'turn' : undefined,
          isHeartbeat: position === 0,
          isEcho: position === 1,
          createdAt: -62_135_596_800_000 + position,
        }),
      );
      const search = { terms: '', termsVersion: 1 };
      await store.commit(scope, { messages: written.map((message) => ({ message, search })) });
      assert.deepEqual(await store.listMessages(scope, {}), written);
    },
  },
  {
    group,
    name: 'are listed by ranges, from either end',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 6));
      const expected: readonly (readonly [MessageQuery, readonly number[]])[] = [
        [{}, [0, 1, 2, 3, 4, 5]],
        [{ fromPosition: 2, toPosition: 4 }, [2, 3]],
        [{ limit: 2 }, [0, 1]],
        [{ limit: 2, last: true }, [4, 5]],
        [{ toPosition: 4, limit: 3, last: true }, [1, 2, 3]],
        [{ fromPosition: 3, limit: 9, last: true }, [3, 4, 5]],
        [{ limit: 0, last: true }, []],
        [{ fromPosition: 6 }, []],
      ];
      for (const [query, positions] of expected) {
        const found = await store.listMessages(scope, query);
        assert.deepEqual(
          found.map(({ position }) => position),
          positions,
        );
      }
      assert.deepEqual(await store.listMessages(sampleScope({ sessionId: 'none' }), {}), []);
    },
  },
  {
    group,
    name: 'are found by key and by id, those that exist, once each',
    run: async (store) => {
      await store.commit(scope, sampleMessages(scope, 0, 40));
      const written = [3, 30].map((position) => sampleMessage(scope, { position }));
      const [first, second] = written.map(({ key }) => key);
      const keys = [first ?? '', 'msg_none', second ?? '', first ?? ''];
      assert.deepEqual(
        [...(await store.findMessages(scope, keys))].sort((a, b) => a.position - b.position),
        written,
      );
      assert.deepEqual(
        [...(await store.findMessagesById(scope, ['m-30', 'm-99', 'm-3']))].sort(
          (a, b) => a.position - b.position,
        ),
        written,
      );
      assert.deepEqual(await store.findMessages(scope, []), []);
    },
  },
  {
    group,
    name: 'of a large change are all written, in order',
    run: async (store) => {
      const receipt = await store.commit(scope, sampleMessages(scope, 0, 300));
      assert.equal(receipt.lastSeq, 300);
      const more = await store.commit(scope, {
        messages: [sampleMessageWrite(scope, { position: 300 })],
      });
      assert.equal(more.lastSeq, 301);
      const positions = (await store.listMessages(scope, {})).map(({ position }) => position);
      assert.deepEqual(
        positions,
        Array.from({ length: 301 }, (_, index) => index),
      );
    },
  },
];
