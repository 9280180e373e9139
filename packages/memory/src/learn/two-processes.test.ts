import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';

import { createMemory } from '../create-memory.ts';
import { memoryMemoryStore } from '../testing/memory-memory-store.ts';

const scope = { accountId: 'a', userId: 'u', agentId: 'main', sessionId: 's' };

test('two engines over one store that learn the same at once store it once', async () => {
  const store = memoryMemoryStore({ clock: systemClock });
  const parts = { store, jobs: store, clock: systemClock, ids: createIds(), log: silentLogger };
  const engines = Array.from({ length: 4 }, () => createMemory(parts));
  const results = await Promise.all(
    engines.map((memory) => memory.remember(scope, { text: 'My bicycle is green.' })),
  );
  assert.equal(new Set(results.map(({ id }) => id)).size, 1);
  const cities = ['Rome', 'Oslo', 'Lima', 'Bern'];
  await Promise.all(
    engines.map((memory, index) =>
      memory.afterTurn(
        { ...scope, sessionId: `s-${index}` },
        {
          messages: [{ role: 'user', content: `I live in ${cities[index] ?? ''}.` }],
          turnId: `t-${index}`,
          wait: true,
        },
      ),
    ),
  );
  const contents = (await store.findMemories(scope, {})).map(({ content }) => content);
  const homes = contents.filter((content) => /lives in/u.test(content));
  assert.equal(homes.length, 1, contents.join('\n'));
});
