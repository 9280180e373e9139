import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { temporaryHome } from './support/homarus-process.ts';
import { everyWrite } from './support/kill/every-write.ts';
import { gatewayTurn } from './support/kill/gateway-write.ts';
import { dieAfter, dieAt } from './support/kill/kill-rounds.ts';
import { killScope, leaseMs, openKillWorld } from './support/kill/kill-world.ts';
import type { KillWorld } from './support/kill/kill-world.ts';
import { killWrites } from './support/kill/kill-writes.ts';
import type { KillWrite } from './support/kill/kill-writes.ts';

// A process dies of SIGKILL before each statement of each kind of write, one after the other, and at
// random moments of all of them at once. What it acknowledged must be there, whole, once and findable;
// repeating the write does no harm; the queue drains and nothing drifts.

/** The others are cut off at each statement in copies: crash-images.system.test.ts. */
const writes: readonly KillWrite[] = [...killWrites, gatewayTurn];
/** More statements than any write has. */
const maxStatements = 90;
const randomRounds = 50;

test('killed before each statement of a write', { concurrency: 2 }, async (t) => {
  await Promise.all(
    writes.map((write) => t.test(write.name, async (kind) => kind.diagnostic(await sweep(write)))),
  );
});

/** Dies before the first statement, then before the second, until the write comes to its end. */
async function sweep(write: KillWrite): Promise<string> {
  using home = temporaryHome();
  const fileOf = (round: number): string =>
    path.join(home.path, write.isAlone === true ? `killed-${round}.db` : 'killed.db');
  let round = 0;
  let isKilled = true;
  while (isKilled) {
    round += 1;
    assert.ok(round < maxStatements, 'the write does not come to its end');
    const dead = await dieAt(fileOf(round), { name: write.name, round, statement: round });
    isKilled = dead.isKilled;
    await using world = await openKillWorld(fileOf(round));
    await write.check(world, round, dead.lines.includes(`ack ${write.name} ${round}`));
    assert.equal((await world.stores.memory.getStats()).drift, 0);
  }
  assert.ok(round > 3, 'no statement was met');
  await setTimeout(leaseMs);
  for (let done = 1; done <= round; done += 1) {
    await using world = await openKillWorld(fileOf(done));
    await requireDrained(world);
    await write.finish?.(world, done);
  }
  return `${round - 1} points`;
}

test(`killed ${randomRounds} times at random moments of every kind of write`, async () => {
  using home = temporaryHome();
  const file = path.join(home.path, 'killed.db');
  const acknowledged: string[] = [];
  let first = 0;
  for (let kill = 0; kill < randomRounds; kill += 1) {
    const { lines } = await dieAfter(file, first, randomInt(0, 120));
    await using world = await openKillWorld(file);
    const dead = lines.map((line) => line.split(' '));
    for (const [what, name, round] of dead) {
      const write = everyWrite.find((known) => known.name === name);
      if (what !== 'ack' || write === undefined) continue;
      await write.check(world, Number(round), true);
      acknowledged.push(`${name} ${round}`);
      first = Number(round) + 1;
    }
    first += 1;
    assert.equal((await world.stores.memory.getStats()).drift, 0);
  }
  assert.ok(acknowledged.length >= randomRounds);
  await setTimeout(leaseMs);
  await using world = await openKillWorld(file);
  await requireDrained(world);
  for (const known of acknowledged) {
    const [name, round] = known.split(' ');
    const write = everyWrite.find((other) => other.name === name);
    await write?.check(world, Number(round), true);
    await write?.finish?.(world, Number(round));
  }
});

/** Works on the queue until nothing is left, jobs of the dead included; nothing is there twice. */
async function requireDrained({ memory, stores }: KillWorld): Promise<void> {
  await memory.drain();
  const { pending, dead, drift } = await stores.memory.getStats();
  assert.deepEqual({ pending, dead, drift }, { pending: 0, dead: 0, drift: 0 });
  const records = await stores.memory.findMemories(killScope(''), { limit: 10_000 });
  const hashes = records.map(({ category, contentHash }) => `${category} ${contentHash}`);
  assert.equal(new Set(hashes).size, hashes.length);
}
