import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { JobFilter, Maintenance, MaintenanceTarget, VerifyReport } from '@homarus/memory';

import { recordingMemory } from './testing/recording-memory.ts';
import { errorOf, sha256, testServer } from './testing/test-server.ts';

const sound: VerifyReport = {
  checked: 3,
  problems: {
    row_without_entry: 0,
    entry_without_row: 0,
    wrong_entry: 0,
    stale_terms: 0,
    broken_position: 0,
    missing_revision: 0,
    orphaned_source: 0,
  },
  lostRevisions: 0,
  damage: [],
  drift: 0,
};

function setup(role?: 'root' | 'admin' | 'member') {
  const asked: (MaintenanceTarget | JobFilter)[] = [];
  const maintenance: Maintenance = {
    ...recordingMemory().maintenance,
    verify: async (target) => (asked.push(target), sound),
    dropJobs: async (filter) => asked.push(filter),
    listJobs: async (filter) => (asked.push(filter), []),
  };
  const keys = [{ hash: sha256('key'), accountId: 'acme', role: role ?? 'member' }];
  const auth = role === undefined ? { mode: 'none' as const } : { mode: 'key' as const, keys };
  const { post } = testServer({ maintenance }, { auth });
  const headers = role === undefined ? {} : { authorization: 'Bearer key' };
  return { asked, call: (path: string, body: object) => post(path, body, { headers }) };
}

test('verify looks at the caller account, at one user, or for root at everything', async () => {
  const { asked, call } = setup();
  assert.deepEqual((await call('verify', {})).body, { ok: true, ...sound, mirrorDrift: 0 });
  await call('verify', { userId: 'u' });
  await call('verify', { all: true });
  assert.deepEqual(asked, [
    { accountId: 'acct-demo' },
    { accountId: 'acct-demo', userId: 'u' },
    {},
  ]);
});

test('an admin stays in its account; a member looks after nothing', async () => {
  const admin = setup('admin');
  assert.equal((await admin.call('verify', {})).status, 200);
  assert.equal(errorOf(await admin.call('verify', { all: true })).code, 'forbidden');
  assert.equal(errorOf(await admin.call('verify', { accountId: 'other' })).code, 'forbidden');
  const member = setup('member');
  for (const path of ['verify', 'repair', 'jobs', 'jobs/retry', 'jobs/drop']) {
    assert.equal(errorOf(await member.call(path, {})).code, 'forbidden', path);
  }
});

test('without names only dead jobs are dropped', async () => {
  const { asked, call } = setup('root');
  await call('jobs/drop', {});
  await call('jobs/drop', { ids: ['job_1'] });
  await call('jobs', { state: 'dead' });
  assert.deepEqual(asked, [
    { accountId: 'acme', state: 'dead' },
    { accountId: 'acme', ids: ['job_1'] },
    { accountId: 'acme', state: 'dead' },
  ]);
});
