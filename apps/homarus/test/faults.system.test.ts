import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { searchMemory } from './support/http.ts';
import { spawnHomarus, temporaryHome } from './support/homarus-process.ts';
import { startMemory } from './support/memory-process.ts';
import type { MemoryProcess } from './support/memory-process.ts';
import { mountSmallDisk } from './support/small-disk.ts';

// What the machine does to the service: it says clearly what is wrong, stores nothing by halves, and goes
// on by itself when the cause is gone.

const filler = 'x'.repeat(100_000);

function turnOf(count: number) {
  return {
    sessionId: 'faults',
    turnId: `turn-${count}`,
    messages: [
      { id: `m-${count}`, role: 'user', content: `I saw faultword${count} there. ${filler}` },
      { id: `a-${count}`, role: 'assistant', content: `You saw faultword${count}.` },
    ],
  };
}

function tell(memory: MemoryProcess, count: number) {
  return memory.post('/api/v1/after_turn', turnOf(count));
}

async function requireFound(memory: MemoryProcess, count: number): Promise<void> {
  const hits = await searchMemory(memory.url, `faultword${count}`);
  assert.ok(hits.some(({ text }) => text.includes(`faultword${count}`)));
}

interface Health {
  readonly drift: number;
  readonly store: { readonly messages: number };
  readonly queue: { readonly pending: number; readonly dead: number };
}

async function healthOf(memory: MemoryProcess): Promise<Health> {
  const response = await fetch(`${memory.url}/api/v1/health`);
  return (await response.json()) as Health;
}

async function requireRefused(answer: Awaited<ReturnType<MemoryProcess['post']>>): Promise<string> {
  assert.equal(answer.status, 503, JSON.stringify(answer.body));
  assert.ok(Number(answer.retryAfter) >= 1);
  const { error } = answer.body as {
    readonly error: { readonly code: string; readonly message: string };
  };
  assert.equal(error.code, 'unavailable');
  return error.message;
}

async function untilIdle(memory: MemoryProcess): Promise<Health> {
  for (let round = 0; round < 150; round += 1) {
    const health = await healthOf(memory);
    if (health.queue.pending === 0) return health;
    await setTimeout(100);
  }
  return healthOf(memory);
}

test('a full disk: writes are refused with 503, reads go on, and writes come back with the room', async () => {
  using disk = mountSmallDisk(24);
  await using memory = await startMemory(disk.path);
  assert.equal((await tell(memory, 0)).status, 200);
  disk.fill(600_000);
  let count = 0;
  let last = { status: 200 } as Awaited<ReturnType<MemoryProcess['post']>>;
  while (last.status === 200 && count < 100) {
    count += 1;
    last = await tell(memory, count);
  }
  assert.match(await requireRefused(last), /disk/u);
  await requireRefused(await tell(memory, count));
  for (let told = 0; told < count; told += 1) await requireFound(memory, told);
  assert.equal((await healthOf(memory)).store.messages, count * 2);
  disk.free();
  const again = await tell(memory, count);
  assert.deepEqual([again.status, (again.body as { readonly stored: number }).stored], [200, 2]);
  await requireFound(memory, count);
  const health = await untilIdle(memory);
  assert.deepEqual([health.store.messages, health.drift], [(count + 1) * 2, 0]);
  assert.deepEqual(health.queue, { pending: 0, dead: 0 });
  await memory.stop('SIGTERM');
});

test('a lock of another process: short ones are waited for, long ones refused, then all is well', async () => {
  using home = temporaryHome();
  await using memory = await startMemory(home.path);
  assert.equal((await tell(memory, 0)).status, 200);
  await untilIdle(memory);
  using other = new DatabaseSync(path.join(home.path, 'data', 'homarus.db'));
  other.exec('begin immediate');
  const waiting = tell(memory, 1);
  await setTimeout(1_500);
  other.exec('commit');
  assert.equal((await waiting).status, 200);
  other.exec('begin immediate');
  const refused = await tell(memory, 2);
  other.exec('commit');
  await requireFound(memory, 1);
  assert.match(await requireRefused(refused), /locked/u);
  assert.equal((await tell(memory, 2)).status, 200);
  const health = await untilIdle(memory);
  assert.deepEqual([health.store.messages, health.drift, health.queue.dead], [6, 0, 0]);
});

test('a disk that cannot be written: the start ends with what to do', async () => {
  using disk = mountSmallDisk(4);
  disk.protect();
  const { code, stderr } = await spawnHomarus({ home: disk.path, args: ['memory', '--port', '0'] })
    .ended;
  assert.notEqual(code, 0);
  assert.ok(stderr.includes(disk.path), stderr);
  assert.doesNotMatch(stderr, /\n\s+at /u);
});

test('a file that is no database: the start ends with what to do', async () => {
  using home = temporaryHome();
  mkdirSync(path.join(home.path, 'data'));
  writeFileSync(path.join(home.path, 'data', 'homarus.db'), Buffer.alloc(20_000, 'broken '));
  const { code, stderr } = await spawnHomarus({ home: home.path, args: ['memory', '--port', '0'] })
    .ended;
  assert.notEqual(code, 0);
  assert.match(stderr, /homarus\.db/u);
  assert.doesNotMatch(stderr, /\n\s+at /u);
});
