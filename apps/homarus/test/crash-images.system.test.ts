import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';

import { temporaryHome } from './support/homarus-process.ts';
import { crashImages } from './support/kill/crash-images.ts';
import { killScope, openKillWorld } from './support/kill/kill-world.ts';
import type { KillWorld } from './support/kill/kill-world.ts';
import { libraryWrites } from './support/kill/library-writes.ts';
import { modelWrites, scriptedNotes } from './support/kill/model-writes.ts';
import { operatorWrites } from './support/kill/operator-writes.ts';
import type { OwnWrite } from './support/kill/own-write.ts';

// What a death before each statement of a write leaves behind: all of it or nothing where the write is
// one transaction; and everywhere it is sound, the write may be repeated, the queue drains and nothing
// drifts.

/** Whoever looks comes later than every lease and wait of the dead process. */
const aheadMs = 60_000;
const round = 1;

test('a death before each statement of a write', async (t) => {
  for (const write of [...libraryWrites, ...operatorWrites]) {
    await t.test(write.name, async (kind) => kind.diagnostic(await sweep(write)));
  }
});

test('a death before each statement of what is done with a model', async (t) => {
  await using server = await startScriptedServer({ dimensions: 16 });
  server.setDefault(scriptedNotes);
  for (const write of modelWrites) {
    await t.test(write.name, async (kind) => kind.diagnostic(await sweep(write, server.url)));
  }
});

async function sweep(write: OwnWrite, modelUrl?: string): Promise<string> {
  using home = temporaryHome();
  const { images, before, after } = await imagesOf(write, path.join(home.path, 'a.db'), modelUrl);
  for (const image of [...images.cut, images.whole]) {
    const isWhole = image === images.whole;
    {
      await using world = await openKillWorld(image, { modelUrl, aheadMs });
      const states = isWhole ? [after] : [before, after];
      if (write.isAtomic) requireOneOf(await write.look(world, round), states);
      await write.check(world, round, isWhole);
    }
    await using later = await openKillWorld(image, { modelUrl, aheadMs: 2 * aheadMs });
    await requireSound(later, image);
    await write.done(later, round);
  }
  assert.ok(images.cut.length > 2, 'no statement was met');
  return `${images.cut.length} points`;
}

async function imagesOf(write: OwnWrite, file: string, modelUrl: string | undefined) {
  await using world = await openKillWorld(file, { modelUrl });
  await write.prepare?.(world, round);
  const before = await write.look(world, round);
  const images = await crashImages(file, () => write.run(world, round));
  return { images, before, after: await write.look(world, round) };
}

function requireOneOf(found: unknown, states: readonly unknown[]): void {
  const texts = states.map((state) => JSON.stringify(state));
  if (!texts.includes(JSON.stringify(found))) assert.deepEqual(found, states.at(-1));
}

/** Works on the queue until nothing is left; then nothing is dead, and nothing drifts. */
async function requireSound({ memory, stores }: KillWorld, file: string): Promise<void> {
  await memory.drain();
  const { pending, dead } = await stores.memory.getStats();
  assert.deepEqual({ pending, dead }, { pending: 0, dead: 0 });
  const { drift, problems } = await memory.maintenance.verify({
    accountId: killScope('').accountId,
  });
  assert.equal(drift, 0, JSON.stringify(problems));
  using database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('pragma quick_check').all();
  assert.deepEqual(
    rows.map((row) => row['quick_check']),
    ['ok'],
  );
}
