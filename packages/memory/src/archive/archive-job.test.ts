import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { IncomingMessage } from '../message.ts';
import { engineScope, setupEngine } from '../testing/engine-fixture.ts';

const scope = engineScope;

test('a long session is archived but for its last messages, and archived on', async () => {
  const { memory, store } = setupEngine();
  const talk = (from: number, to: number): readonly IncomingMessage[] =>
    Array.from({ length: to - from }, (_, index) => ({
      role: (from + index) % 2 === 0 ? 'user' : 'assistant',
      content:
        from + index === 4
          ? 'We decided to use Postgres for Lighthouse.'
          : `Lighthouse step ${from + index} is about the weather station.`,
    }));
  await memory.ingest(scope, talk(0, 60));
  await memory.drain();
  assert.equal((await store.getSessionState(scope)).archive, undefined);
  await memory.ingest(scope, talk(60, 70));
  await memory.drain();
  const first = (await store.getSessionState(scope)).archive;
  assert.equal(first?.number, 1);
  assert.deepEqual([first.fromPosition, first.toPosition], [0, 49]);
  assert.equal(first.uri, 'ctx://a/sessions/s/archives/1');
  assert.match(first.summary, /## Main Topics\n- Lighthouse/u);
  assert.match(first.summary, /## Decisions Made\n- We decided to use Postgres for Lighthouse\./u);
  await memory.ingest(scope, talk(70, 140));
  await memory.drain();
  const second = (await store.getSessionState(scope)).archive;
  assert.equal(second?.number, 2);
  assert.deepEqual([second.fromPosition, second.toPosition], [0, 119]);
  assert.match(second.summary, /We decided to use Postgres/u);
});
