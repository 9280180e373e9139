import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { NewSessionEntry, SessionEntry } from '../session-records.ts';
import type { SessionStore } from '../session-store.ts';
import { sampleEntry, sampleRun, sampleSession } from './session-samples.ts';

const group = 'entries';
const account = 'acct-a';

async function withSession(store: SessionStore, count = 0): Promise<void> {
  await store.create(sampleSession());
  const entries = Array.from({ length: count }, (_, index) => sampleEntry(`line ${index}`));
  if (count > 0) await store.append(account, 'ses_1', { entries, at: 1 });
}

function placed(entry: NewSessionEntry, position: number): SessionEntry {
  return { ...entry, sessionId: 'ses_1', position };
}

/** A message of each kind that a turn writes. */
const turn: readonly NewSessionEntry[] = [
  sampleEntry('我对花生过敏 🦞 \0 \ud800', { runId: 'run_1' }),
  sampleEntry('', {
    runId: 'run_1',
    message: {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me look.' },
        { type: 'tool-call', toolCallId: 'c1', toolName: 'now', input: { zone: ['UTC', 1.5] } },
      ],
    },
  }),
  sampleEntry('', {
    runId: 'run_1',
    message: {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'now',
          output: { type: 'json', value: { now: null, list: [true] } },
        },
      ],
    },
  }),
  sampleEntry('', {
    isEcho: true,
    message: {
      role: 'user',
      content: [{ type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'aGk=' } }],
    },
  }),
];

export const entryCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'come back exactly as they were written, in order',
    run: async (store) => {
      await withSession(store);
      await store.append(account, 'ses_1', { entries: turn.slice(0, 1), at: 5 });
      await store.append(account, 'ses_1', { entries: turn.slice(1), at: 9 });
      assert.deepEqual(await store.listEntries(account, 'ses_1'), turn.map(placed));
      assert.equal((await store.getById(account, 'ses_1'))?.updatedAt, 9);
    },
  },
  {
    group,
    name: 'are listed from the end, before a position',
    run: async (store) => {
      await withSession(store, 205);
      const positions = async (
        query?: Parameters<SessionStore['listEntries']>[2],
      ): Promise<readonly number[]> =>
        (await store.listEntries(account, 'ses_1', query)).map(({ position }) => position);
      const all = await positions();
      assert.deepEqual([all.length, all[0], all.at(-1)], [200, 5, 204]);
      assert.deepEqual(await positions({ limit: 2 }), [203, 204]);
      assert.deepEqual(await positions({ limit: 2, beforePosition: 203 }), [201, 202]);
      assert.deepEqual(await positions({ limit: 9, beforePosition: 2 }), [0, 1]);
      assert.deepEqual(await positions({ limit: 0 }), []);
      assert.deepEqual(await positions({ beforePosition: 0 }), []);
    },
  },
  {
    group,
    name: 'of a run are listed by the run',
    run: async (store) => {
      await withSession(store, 2);
      const start = sampleRun(sampleSession());
      await store.append(account, 'ses_1', { entries: turn.slice(0, 1), start, at: 1 });
      await store.append(account, 'ses_1', { entries: [sampleEntry('aside')], at: 1 });
      await store.append(account, 'ses_1', { entries: turn.slice(1, 3), at: 1 });
      const found = await store.listRunEntries(account, 'run_1');
      assert.deepEqual(
        found.map(({ position }) => position),
        [2, 4, 5],
      );
      assert.deepEqual(await store.listRunEntries('acct-b', 'run_1'), []);
      assert.deepEqual(await store.listRunEntries(account, 'run_none'), []);
    },
  },
  {
    group,
    name: 'are not written to a session that does not exist',
    run: async (store) => {
      const append = store.append(account, 'ses_none', { entries: [sampleEntry('x')], at: 1 });
      await assert.rejects(append, (error) => hasCode(error, 'not_found'));
      assert.deepEqual(await store.listEntries(account, 'ses_none'), []);
    },
  },
  {
    group,
    name: 'get positions without gaps, whatever is appended at once',
    run: async (store) => {
      await withSession(store);
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          store.append(account, 'ses_1', {
            entries: [sampleEntry(`${index} a`), sampleEntry(`${index} b`)],
            at: index,
          }),
        ),
      );
      const found = await store.listEntries(account, 'ses_1');
      assert.deepEqual(
        found.map(({ position }) => position),
        Array.from({ length: 20 }, (_, index) => index),
      );
    },
  },
];
