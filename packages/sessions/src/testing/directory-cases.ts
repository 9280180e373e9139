import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { SessionQuery } from '../session-directory.ts';
import type { SessionRecord } from '../session-records.ts';
import type { SessionStore } from '../session-store.ts';
import { sampleEntry, sampleRun, sampleSession, sampleUsage } from './session-samples.ts';

const group = 'directory';
const account = 'acct-a';

/** Sessions `ses_<n>` with these fields, each updated a second after the one before. */
async function make(
  store: SessionStore,
  ...fields: readonly Partial<SessionRecord>[]
): Promise<void> {
  for (const [index, given] of fields.entries()) {
    const number = index + 1;
    const session = sampleSession({
      sessionId: `ses_${number}`,
      updatedAt: number * 1000,
      ...given,
    });
    await store.create(session);
  }
}

async function keysOf(store: SessionStore, query: SessionQuery): Promise<readonly string[]> {
  return (await store.listSessions(account, query)).sessions.map(({ key }) => key.slice(11));
}

const four: readonly Partial<SessionRecord>[] = [
  { key: 'agent:main:main', facts: { label: 'Große Pläne' } },
  { key: 'agent:main:telegram:group:7', userId: 'u-b' },
  { key: 'agent:main:cron:job_1', facts: { archivedAt: 5 } },
  {
    key: 'agent:work:telegram:dm:42',
    agentId: 'work',
    facts: { parentSessionKey: 'agent:main:main' },
  },
];

export const directoryCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'lists the current sessions, the last updated first, in pages',
    run: async (store) => {
      await make(store, ...four);
      await store.create(sampleSession({ accountId: 'acct-b', sessionId: 'ses_b' }));
      await store.create(
        sampleSession({ key: 'agent:main:main', sessionId: 'ses_5', updatedAt: 5000 }),
        'ses_1',
      );
      const all = ['main', 'telegram:dm:42', 'cron:job_1', 'telegram:group:7'];
      assert.deepEqual(await keysOf(store, {}), all);
      const page = await store.listSessions(account, { limit: 2, offset: 1 });
      assert.deepEqual(
        page.sessions.map(({ sessionId }) => sessionId),
        ['ses_4', 'ses_3'],
      );
      assert.equal(page.total, 4);
      assert.deepEqual(await store.listSessions('acct-c', {}), { sessions: [], total: 0 });
    },
  },
  {
    group,
    name: 'filters by agent, person, kind, parent, label, age and archive',
    run: async (store) => {
      await make(store, ...four);
      assert.deepEqual(await keysOf(store, { agentId: 'work' }), ['telegram:dm:42']);
      assert.deepEqual(await keysOf(store, { userId: 'u-b' }), ['telegram:group:7']);
      assert.deepEqual(await keysOf(store, { kinds: ['main', 'cron'] }), ['cron:job_1', 'main']);
      assert.deepEqual(await keysOf(store, { kinds: ['direct'] }), ['telegram:dm:42']);
      assert.deepEqual(await keysOf(store, { kinds: [] }), []);
      assert.deepEqual(await keysOf(store, { parentSessionKey: 'agent:main:main' }), [
        'telegram:dm:42',
      ]);
      assert.deepEqual(await keysOf(store, { label: 'Große Pläne' }), ['main']);
      assert.deepEqual(await keysOf(store, { label: 'Große' }), []);
      assert.deepEqual(await keysOf(store, { updatedSince: 3000 }), [
        'telegram:dm:42',
        'cron:job_1',
      ]);
      assert.deepEqual(await keysOf(store, { isArchived: true }), ['cron:job_1']);
      assert.equal((await keysOf(store, { isArchived: false })).length, 3);
    },
  },
  {
    group,
    name: 'finds text in label, key, first and last message, whatever their case',
    run: async (store) => {
      await make(store, ...four);
      await store.append(account, 'ses_2', {
        entries: [sampleEntry('Where is 小林?'), sampleEntry('100% sure_')],
        at: 2000,
      });
      assert.deepEqual(await keysOf(store, { text: 'große' }), ['main']);
      assert.deepEqual(await keysOf(store, { text: 'TELEGRAM' }), [
        'telegram:dm:42',
        'telegram:group:7',
      ]);
      assert.deepEqual(await keysOf(store, { text: '小林' }), ['telegram:group:7']);
      assert.deepEqual(await keysOf(store, { text: '0%' }), ['telegram:group:7']);
      assert.deepEqual(await keysOf(store, { text: 'sure_' }), ['telegram:group:7']);
      assert.deepEqual(await keysOf(store, { text: 'a_n' }), []);
    },
  },
  {
    group,
    name: 'puts pinned sessions first and orders by interaction when asked to',
    run: async (store) => {
      await make(
        store,
        { key: 'agent:main:a', facts: { pinnedAt: 9 } },
        { key: 'agent:main:b' },
        {
          key: 'agent:main:c',
        },
      );
      assert.deepEqual(await keysOf(store, {}), ['a', 'c', 'b']);
      await store.append(account, 'ses_2', { entries: [sampleEntry('hi')], at: 1500 });
      assert.deepEqual(await keysOf(store, { orderBy: 'lastInteractionAt' }), ['a', 'b', 'c']);
      assert.deepEqual(await keysOf(store, { hasInteraction: true }), ['b']);
    },
  },
  {
    group,
    name: 'counts messages and tokens and knows the first, the last message and the last run',
    run: async (store) => {
      const session = sampleSession();
      await store.create(session);
      const answer = sampleEntry('', {
        message: {
          role: 'assistant',
          content: [{ type: 'text', text: 'An answer\n of \u0000 two' }],
        },
      });
      const start = sampleRun(session);
      const usage = sampleUsage();
      const first = sampleEntry('  First  question ', { createdAt: 77 });
      await store.append(account, 'ses_1', { entries: [first], start, at: 5 });
      const end = {
        runId: 'run_1',
        status: 'done' as const,
        endedAt: 9,
        isRemembered: true,
        usage,
      };
      await store.append(account, 'ses_1', { entries: [answer], end, at: 6 });
      const overview = await store.getOverview(account, session.key);
      assert.deepEqual(overview?.tally, {
        messages: 2,
        inputTokens: 100,
        outputTokens: 20,
        firstMessage: 'First question',
        lastMessage: 'An answer of two',
        lastInteractionAt: 77,
      });
      assert.equal(overview?.updatedAt, 6);
      assert.deepEqual(overview?.lastRun, await store.getRun(account, 'run_1'));
      assert.deepEqual((await store.listSessions(account, {})).sessions, [overview]);
      assert.equal(await store.getOverview(account, 'agent:main:none'), undefined);
      assert.equal(await store.getOverview('acct-b', session.key), undefined);
    },
  },
  {
    group,
    name: 'changes facts one by one and takes them away again',
    run: async (store) => {
      const session = sampleSession({ facts: { label: '标签', spawnDepth: 2 } });
      await store.create(session);
      const change = { pinnedAt: 7, model: 'scripted/m2', label: undefined };
      const changed = await store.changeFacts(account, session.key, change);
      const facts = { pinnedAt: 7, model: 'scripted/m2', spawnDepth: 2 };
      assert.deepEqual(changed, { ...session, facts });
      assert.deepEqual(await store.getByKey(account, session.key), changed);
      await Promise.all([
        store.changeFacts(account, session.key, { label: 'x' }),
        store.changeFacts(account, session.key, { archivedAt: 3 }),
      ]);
      const both = await store.getById(account, 'ses_1');
      assert.deepEqual(both?.facts, { ...facts, label: 'x', archivedAt: 3 });
      const absent = store.changeFacts('acct-b', session.key, { label: 'y' });
      await assert.rejects(absent, (error) => hasCode(error, 'not_found'));
    },
  },
  {
    group,
    name: 'removes a session from the list, and erases all that a key has had',
    run: async (store) => {
      const session = sampleSession();
      await store.create(session);
      await store.append(account, 'ses_1', {
        entries: [sampleEntry('hi', { runId: 'run_1' })],
        start: sampleRun(session),
        at: 1,
      });
      await store.create(sampleSession({ sessionId: 'ses_2' }), 'ses_1');
      await store.create(sampleSession({ sessionId: 'ses_o', key: 'agent:main:o' }));
      assert.deepEqual(await store.removeSession('acct-b', session.key, { erase: true }), []);
      assert.deepEqual(await store.removeSession(account, session.key, { erase: false }), [
        'ses_2',
      ]);
      assert.deepEqual(await store.removeSession(account, session.key, { erase: false }), []);
      assert.equal(await store.getByKey(account, session.key), undefined);
      assert.deepEqual(await keysOf(store, {}), ['o']);
      await store.create(sampleSession({ sessionId: 'ses_3' }));
      const ids = (await store.listByKey(account, session.key)).map(({ sessionId }) => sessionId);
      assert.deepEqual(ids, ['ses_3', 'ses_2', 'ses_1']);
      assert.equal((await store.listEntries(account, 'ses_1')).length, 1);
      assert.deepEqual(await store.removeSession(account, session.key, { erase: true }), ids);
      assert.deepEqual(await store.listByKey(account, session.key), []);
      assert.deepEqual(await store.listEntries(account, 'ses_1'), []);
      assert.equal(await store.getRun(account, 'run_1'), undefined);
      assert.deepEqual(await keysOf(store, {}), ['o']);
    },
  },
];
