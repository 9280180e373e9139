import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, hasCode, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { sampleScope } from '@homarus/memory/testing';

import { openSqlite } from './open-sqlite.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const scope = sampleScope();

async function open(path: string) {
  const stores = await openSqlite({ path, log: silentLogger });
  const { memory: store } = stores;
  const common = { clock: systemClock, ids: createIds(), log: silentLogger };
  const { conversations } = createMemory({ store, jobs: store, ...common });
  return { conversations, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
}

test('a prepared compaction outlives a restart, and so does that it was used', async () => {
  using folder = temporaryFolder();
  const path = folder.file('compaction.db');
  const prepare = async (): Promise<string> => {
    await using program = await open(path);
    const messages = [{ role: 'user' as const, content: 'We decided to use Postgres.' }];
    return (await program.conversations.prepareCompaction(scope, { messages })).prepareToken;
  };
  const prepareToken = await prepare();
  const compact = async () => {
    await using program = await open(path);
    return await program.conversations.compact(scope, { prepareToken });
  };
  const first = await compact();
  assert.equal(first.compacted, true);
  assert.match(first.summary ?? '', /We decided to use Postgres/u);
  await assert.rejects(
    compact,
    (error) => hasCode(error, 'conflict') && error.details?.['reason'] === 'used',
  );
});

test('two programs on one file archive a stretch once', async () => {
  using folder = temporaryFolder();
  const path = folder.file('shared.db');
  await using one = await open(path);
  await using other = await open(path);
  const messages = [{ role: 'user' as const, content: 'We decided to use Postgres.' }];
  const results = await Promise.all(
    [one, other, one, other].map(({ conversations }) => conversations.compact(scope, { messages })),
  );
  assert.equal(results.filter(({ compacted }) => compacted).length, 1);
});
