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
      await store.create(second, first.sessionId);
      assert.deepEqual(await store.getByKey('acct-a', first.key), second);
      assert.deepEqual(await store.getById('acct-a', 'ses_1'), first);
      assert.equal((await store.listEntries('acct-a', 'ses_1')).length, 1);
      assert.deepEqual(await store.listEntries('acct-a', 'ses_2'), []);
    },
  },
  {
    group,
    name: 'are replaced by one of several who saw the same one',
    run: async (store) => {
      const first = sampleSession();
      await store.create(first);
      const ids = ['ses_2', 'ses_3', 'ses_4'];
      const attempts = await Promise.allSettled(
        ids.map((sessionId) => store.create(sampleSession({ sessionId }), first.sessionId)),
      );
      const won = ids.filter((_, index) => attempts[index]?.status === 'fulfilled');
      assert.equal(won.length, 1);
      assert.equal((await store.getByKey('acct-a', first.key))?.sessionId, won[0]);
      for (const attempt of attempts) {
        assert.ok(attempt.status === 'fulfilled' || hasCode(attempt.reason, 'conflict'));
      }
      const lost = ids.find((id) => id !== won[0]) ?? '';
      assert.equal(await store.getById('acct-a', lost), undefined);
    },
  },
  {
    group,
    name: 'do not take the place of one that their maker did not see',
    run: async (store) => {
      const first = sampleSession();
      await store.create(first);
      for (const replaces of [undefined, 'ses_none']) {
        const late = store.create(sampleSession({ sessionId: 'ses_2' }), replaces);
        await assert.rejects(late, (error) => hasCode(error, 'conflict'));
      }
      assert.deepEqual(await store.getByKey('acct-a', first.key), first);
      const other = sampleSession({ key: 'agent:main:other', sessionId: 'ses_2' });
      const none = store.create(other, first.sessionId);
      await assert.rejects(none, (error) => hasCode(error, 'conflict'));
      assert.equal(await store.getById('acct-a', 'ses_2'), undefined);
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
