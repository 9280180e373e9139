import assert from 'node:assert/strict';

import { sampleMemory, sampleMemoryWrite } from '@homarus/memory/testing';

import type { KillWorld } from './kill-world.ts';
import { ownWrite, theMemory } from './own-write.ts';
import type { Place } from './own-write.ts';

// What people and the nightly review do to memories that are there.

const told = ({ word }: Place): string => `The spare key hangs behind ${word}.`;
const corrected = ({ word }: Place): string => `The spare key lies under ${word}.`;

function tell({ memory }: KillWorld, place: Place) {
  return memory.remember(place.scope, { text: told(place) });
}

async function correct(world: KillWorld, place: Place) {
  const { id } = await theMemory(world, place);
  return world.memory.library.edit(place.scope, id, { content: corrected(place) });
}

const edit = ownWrite({
  name: 'edit',
  isAtomic: true,
  prepare: tell,
  run: correct,
  done: async (world, place) => {
    const { content, revision } = await theMemory(world, place);
    assert.deepEqual([content, revision], [corrected(place), 2]);
  },
});

const undo = ownWrite({
  name: 'undo',
  isAtomic: true,
  prepare: async (world, place) => {
    await tell(world, place);
    await correct(world, place);
  },
  run: async (world, place) => {
    const { id } = await theMemory(world, place);
    return world.memory.library.undo(place.scope, id, { revision: 1 });
  },
  done: async (world, place) => {
    const { id, content } = await theMemory(world, place);
    assert.equal(content, told(place));
    const history = await world.memory.library.history(place.scope, id);
    assert.deepEqual(
      history.map(({ revision }) => revision),
      history.map((_, index) => history.length - index),
    );
  },
});

const forgetByHand = ownWrite({
  name: 'bury',
  isAtomic: true,
  prepare: tell,
  run: async ({ memory, stores }, { scope }) => {
    for (const { id } of await stores.memory.findMemories(scope, { limit: 10 })) {
      await memory.library.forget(scope, id);
    }
  },
  done: async ({ memory }, { scope, word }) => {
    const { memories } = await memory.library.list(scope, { states: ['live', 'deleted'] });
    assert.deepEqual(
      memories.map(({ deletedAt }) => deletedAt === undefined),
      [false],
    );
    const { hits } = await memory.search(scope, `where is ${word}`);
    assert.deepEqual(hits, []);
  },
});

const review = ownWrite({
  name: 'review',
  prepare: async ({ stores }, { scope, word }) => {
    const wording = `On Mondays the choir of Saint ${word} rehearses Bach in the old parish hall behind the station`;
    const memories = [wording, `${wording} street`].map((content, index) =>
      sampleMemoryWrite(
        sampleMemory(scope, {
          id: `mem_${word}_${index}`,
          content,
          fingerprint: content,
          attribute: undefined,
          value: undefined,
          source: {
            provenance: 'owner',
            sessionId: undefined,
            messageIds: [],
            quote: undefined,
            saidAt: 0,
          },
        }),
      ),
    );
    await stores.memory.commit(scope, { memories });
  },
  run: ({ memory }, { scope }) => memory.library.review(scope),
  done: async (world, place) => {
    assert.match((await theMemory(world, place)).content, /street$/u);
    assert.ok((await world.memory.library.lastReview(place.scope)) !== undefined);
  },
});

const turnLength = 12;

const compact = ownWrite({
  name: 'compact',
  prepare: ({ memory }, { scope, word }) =>
    memory.afterTurn(scope, {
      turnId: 'all',
      messages: Array.from({ length: turnLength }, (_, index) => ({
        id: `m-${index}`,
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        content: `We decided step ${index} of ${word}.`,
      })),
    }),
  run: async ({ memory }, { scope }) => {
    const { prepareToken } = await memory.conversations.prepareCompaction(scope);
    await memory.conversations.compact(scope, { prepareToken });
  },
  done: async ({ stores }, { scope }) => {
    const { archive } = await stores.memory.getSessionState(scope);
    assert.deepEqual([archive?.number, archive?.toPosition], [1, turnLength - 1]);
    assert.equal((await stores.memory.listMessages(scope, {})).length, turnLength);
  },
});

export const libraryWrites = [edit, undo, forgetByHand, review, compact];
