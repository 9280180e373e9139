import assert from 'node:assert/strict';

import { sampleMessages, sampleTime } from '@homarus/memory/testing';

import type { KillWorld } from './kill-world.ts';
import { ownWrite } from './own-write.ts';
import type { Place } from './own-write.ts';

// What the queue does with models. They run in worlds that have one.

const messageCount = 10;
/** What {@link scriptedNotes} makes of any conversation. */
export const noted = 'message 1 was said';

/** The answer to whoever asks for notes, in the shape that the memory asks for. */
export const scriptedNotes = {
  json: { topics: [noted], decisions: [], outcomes: [], actions: [], items: [] },
};

const rebuild = ownWrite({
  name: 'rebuild',
  prepare: ({ stores }, { scope, word }) =>
    stores.memory.commit(scope, {
      ...sampleMessages(scope, 0, messageCount),
      archive: {
        uri: `ctx://${scope.accountId}/sessions/${scope.sessionId}/archives/1`,
        sessionId: scope.sessionId,
        number: 1,
        fromPosition: 0,
        toPosition: messageCount - 1,
        summary: 'By rules.',
        createdAt: sampleTime,
        isProvisional: true,
      },
      jobs: [{ id: `job_${word}`, kind: 'rebuild_archive', scope, payload: {}, runAt: 0 }],
    }),
  run: ({ memory }) => memory.drain(),
  done: async ({ stores }, { scope }) => {
    const { archive } = await stores.memory.getSessionState(scope);
    assert.deepEqual([archive?.number, archive?.isProvisional], [1, undefined]);
    assert.match(archive?.summary ?? '', new RegExp(noted, 'u'));
  },
});

function store({ stores }: KillWorld, { scope }: Place) {
  return stores.memory.commit(scope, sampleMessages(scope, 0, messageCount));
}

async function requireEmbedded({ memory, stores }: KillWorld, { scope }: Place): Promise<void> {
  const { isComplete, spaces } = await memory.vectors.status(scope);
  const active = spaces.filter(({ state }) => state === 'active');
  assert.deepEqual(
    [isComplete, active.map(({ vectors, pending }) => [vectors, pending])],
    [true, [[messageCount, 0]]],
  );
  const spaceId = active[0]?.id ?? '';
  const codes = await stores.vectors.listCodes(scope, { spaceId, afterSeq: 0, limit: 100 });
  assert.equal(codes.length, messageCount);
}

const embed = ownWrite({
  name: 'embed',
  prepare: store,
  run: async ({ memory }, { scope }) => {
    await memory.vectors.reembed(scope);
    await memory.drain();
  },
  done: requireEmbedded,
});

const switchSpace = ownWrite({
  name: 'switch',
  prepare: async (world, place) => {
    await store(world, place);
    await world.memory.vectors.reembed(place.scope);
    await world.memory.drain();
  },
  run: async ({ memory }, { scope }) => {
    await memory.vectors.reembed(scope, { force: true });
    await memory.drain();
  },
  always: async ({ stores }, { scope }) => {
    const spaces = await stores.vectors.listSpaces(scope);
    assert.equal(spaces.filter(({ state }) => state === 'active').length, 1);
  },
  done: requireEmbedded,
});

export const modelWrites = [rebuild, embed, switchSpace];
