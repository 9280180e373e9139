import assert from 'node:assert/strict';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import {
  memoryMemoryStore,
  sampleMemory,
  sampleMemoryWrite,
  sampleMessages,
  sampleTime,
  sampleUpdate,
} from '@homarus/memory/testing';
import type { ApiKey, AuditRow } from '@homarus/memory-server';

import type { KillWorld } from './kill-world.ts';
import { ownWrite, theMemory } from './own-write.ts';
import type { Place } from './own-write.ts';

// What who operates the service does.

const messageCount = 5;

/** An export with one of everything, the same each time. */
async function exportOf({ scope, word }: Place): Promise<readonly string[]> {
  const store = memoryMemoryStore();
  const parts = { clock: systemClock, ids: createIds(), log: silentLogger };
  await using memory = createMemory({ ...parts, store, jobs: store });
  const first = sampleMemory(scope, { id: `mem_${word}`, content: `Lives in ${word}.` });
  await store.commit(scope, {
    ...sampleMessages(scope, 0, messageCount),
    turnId: 'all',
    memories: [
      sampleMemoryWrite(first),
      sampleUpdate(first, { content: `Moved away from ${word}.` }),
    ],
    tombstones: [{ userId: scope.userId, contentHash: 'h', fingerprint: word, createdAt: 7 }],
    archive: {
      uri: `ctx://${scope.accountId}/sessions/${scope.sessionId}/archives/1`,
      sessionId: scope.sessionId,
      number: 1,
      fromPosition: 0,
      toPosition: 1,
      summary: word,
      createdAt: sampleTime,
    },
  });
  const { accountId, userId } = scope;
  return Array.fromAsync(memory.transfer.export({ accountId, userId }));
}

const importLines = ownWrite({
  name: 'import',
  run: async ({ memory }, place) => {
    const lines = await exportOf(place);
    async function* stream(): AsyncGenerator<string> {
      yield* lines;
    }
    const report = await memory.transfer.import({ accountId: place.scope.accountId }, stream());
    assert.deepEqual([report.rejected, report.isComplete], [0, true]);
  },
  done: async (world, place) => {
    const { scope, word } = place;
    const { memory } = world.stores;
    assert.equal((await memory.listMessages(scope, {})).length, messageCount);
    assert.equal((await theMemory(world, place)).content, `Moved away from ${word}.`);
    assert.equal((await memory.listRevisions(scope, `mem_${word}`)).length, 2);
    assert.deepEqual(await memory.findTombstones(scope, [word]), [word]);
    assert.equal((await memory.getSessionState(scope)).archive?.summary, word);
  },
});

const erase = ownWrite({
  name: 'erase',
  prepare: async ({ memory, stores }, place) => {
    const { scope, word } = place;
    await stores.memory.commit(scope, sampleMessages(scope, 0, messageCount));
    await memory.remember(scope, { text: `The spare key hangs behind ${word}.` });
  },
  run: ({ memory }, { scope: { accountId, userId } }) =>
    memory.maintenance.erase({ accountId, userId }),
  done: async ({ memory }, { scope: { accountId, userId } }) => {
    const lines = await Array.fromAsync(memory.transfer.export({ accountId, userId }));
    assert.equal(lines.length, 2, 'there is more than a header and an end');
    assert.deepEqual(await memory.maintenance.listJobs({ accountId, userId }), []);
  },
});

function keyOf({ word }: Place): ApiKey {
  return {
    id: `key_${word}`,
    accountId: `acct-${word}`,
    hash: word.padEnd(64, '0'),
    prefix: 'hm_12345678',
    role: 'member',
    userId: undefined,
    label: undefined,
    createdAt: sampleTime,
    lastUsedAt: undefined,
    revokedAt: undefined,
  };
}

function auditOf({ word }: Place, action: string): AuditRow {
  return {
    id: `aud_${word}_${action}`,
    accountId: `acct-${word}`,
    at: sampleTime,
    actor: 'local',
    action,
    target: word,
    outcome: 'ok',
    requestId: 'req',
  };
}

async function lookAtAdmin({ stores: { admin } }: KillWorld, { word }: Place) {
  const accountId = `acct-${word}`;
  const rows = await admin.listAudit(accountId);
  return {
    account: await admin.getAccount(accountId),
    keys: await admin.listKeys(accountId),
    actions: rows.map(({ action }) => action),
  };
}

const makeAccount = ownWrite({
  name: 'account',
  isAtomic: true,
  run: async ({ stores: { admin } }, place) => {
    const accountId = `acct-${place.word}`;
    if ((await admin.getAccount(accountId)) !== undefined) return;
    const account = { accountId, name: '乙', createdAt: sampleTime, disabledAt: undefined };
    await admin.putAccount(account, auditOf(place, 'account.create'));
  },
  look: lookAtAdmin,
  done: async (world, place) => {
    const { account, actions } = await lookAtAdmin(world, place);
    assert.deepEqual([account?.name, actions], ['乙', ['account.create']]);
  },
});

async function makeKey({ stores: { admin } }: KillWorld, place: Place): Promise<void> {
  const key = keyOf(place);
  if ((await admin.findKeyByHash(key.hash)) !== undefined) return;
  await admin.addKey(key, auditOf(place, 'key.create'));
}

const createKey = ownWrite({
  name: 'key',
  isAtomic: true,
  run: makeKey,
  look: lookAtAdmin,
  done: async (world, place) => {
    const { keys, actions } = await lookAtAdmin(world, place);
    assert.deepEqual([keys, actions], [[keyOf(place)], ['key.create']]);
  },
});

const revokeKey = ownWrite({
  name: 'revoke',
  isAtomic: true,
  prepare: makeKey,
  run: async ({ stores: { admin } }, place) => {
    const { id, accountId } = keyOf(place);
    const [key] = await admin.listKeys(accountId);
    if (key?.revokedAt !== undefined) return;
    await admin.revokeKey(accountId, id, auditOf(place, 'key.revoke'));
  },
  look: lookAtAdmin,
  done: async (world, place) => {
    const { keys, actions } = await lookAtAdmin(world, place);
    assert.deepEqual(
      [keys.map(({ revokedAt }) => revokedAt), actions],
      [[sampleTime], ['key.revoke', 'key.create']],
    );
  },
});

export const operatorWrites = [importLines, erase, makeAccount, createKey, revokeKey];
