import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { SessionStore } from '../session-store.ts';
import { sampleEntry, sampleSession } from './session-samples.ts';

const group = 'sessions';

export const sessionCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'are found by key and by id',
    run: async (store) => {
      const session = sampleSession({ key: 'agent:main:小林' });
      await store.create(session);
      assert.deepEqual(await store.getByKey('acct-a', session.key), session);
      assert.deepEqual(await store.getById('acct-a', session.sessionId), session);
      assert.equal(await store.getByKey('acct-a', 'agent:main:other'), undefined);
      assert.equal(await store.getById('acct-a', 'ses_none'), undefined);
    },
  },
  {
    group,
    name: 'are replaced under their key by a new one, and stay readable',
    run: async (store) => {
      const first = sampleSession();
      await store.create(first);
      await store.append('acct-a', 'ses_1', {
        entries: [sampleEntry('old')],
        at: first.updatedAt,
      });
      const second = sampleSession({ sessionId: 'ses_2' });
      await store.create(second, 'ses_1');
      assert.deepEqual(await store.getByKey('acct-a', first.key), second);
      assert.deepEqual(await store.getById('acct-a', 'ses_1'), first);
      assert.equal((await store.listEntries('acct-a', 'ses_1')).length, 1);
      assert.deepEqual(await store.listEntries('acct-a', 'ses_2'), []);
    },
  },
  {
    group,
    name: 'are replaced only while they are what the caller saw: of two resets at once one wins',
    run: async (store) => {
      const first = sampleSession();
      await store.create(first);
      const resets = ['ses_2', 'ses_3'].map(async (sessionId) =>
        store.create(sampleSession({ sessionId }), 'ses_1'),
      );
      const outcomes = await Promise.allSettled(resets);
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      assert.equal(refused.length, 1);
      assert.ok(hasCode(refused[0], 'conflict'));
      const late = store.create(sampleSession({ sessionId: 'ses_4' }));
      await assert.rejects(late, (error) => hasCode(error, 'conflict'));
      assert.equal(await store.getById('acct-a', 'ses_4'), undefined);
      const absent = sampleSession({ sessionId: 'ses_5', key: 'agent:main:none' });
      await assert.rejects(store.create(absent, 'ses_1'), (error) => hasCode(error, 'conflict'));
    },
  },
  {
    group,
    name: 'of one id cannot be created twice',
    run: async (store) => {
      await store.create(sampleSession());
      const again = store.create(sampleSession({ key: 'agent:main:other' }));
      await assert.rejects(again, (error) => hasCode(error, 'conflict'));
      assert.equal(await store.getByKey('acct-a', 'agent:main:other'), undefined);
    },
  },
  {
    group,
    name: 'of another account do not exist',
    run: async (store) => {
      const own = sampleSession();
      const foreign = sampleSession({ accountId: 'acct-b', userId: 'u-b' });
      await store.create(own);
      assert.equal(await store.getByKey('acct-b', own.key), undefined);
      assert.equal(await store.getById('acct-b', own.sessionId), undefined);
      const append = store.append('acct-b', own.sessionId, {
        entries: [sampleEntry('x')],
        at: 1,
      });
      await assert.rejects(append, (error) => hasCode(error, 'not_found'));
      await store.create(foreign);
      assert.deepEqual(await store.getByKey('acct-a', own.key), own);
      assert.deepEqual(await store.getByKey('acct-b', own.key), foreign);
      await store.append('acct-b', own.sessionId, { entries: [sampleEntry('x')], at: 1 });
      assert.deepEqual(await store.listEntries('acct-a', own.sessionId), []);
    },
  },
];
