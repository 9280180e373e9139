import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  CronAddResultSchema,
  CronJobSchema,
  CronRunLogEntrySchema,
} from '@openclaw/gateway-protocol/schema';
import { hasCode, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { memoryCronStore } from '@homarus/jobs/testing';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { Value } from 'typebox/value';

import { createAgents } from '../../agents.ts';
import { joinCron } from '../../gateway-cron.ts';
import { createEventHub } from '../../rpc/event-hub.ts';
import type { PublishedEvent } from '../../rpc/event-hub.ts';
import type { Caller } from '../../rpc/method.ts';
import { callAs } from '../../testing/call-as.ts';
import { says, scriptedModel } from '../../testing/scripted-model.ts';
import type { ScriptedModel } from '../../testing/scripted-model.ts';
import { startTurns } from '../../testing/start-turns.ts';
import { toolContext } from '../../testing/tool-context.ts';
import { cronTool } from '../../tools/cron.ts';
import { toTurnsOptions } from '../../turns/turns-options.ts';

const now = Date.UTC(2026, 10, 21, 1);

function startCron(model: ScriptedModel = scriptedModel(says('Fine.'))) {
  const clock = manualClock(now);
  const started = startTurns({ model, clock });
  const events: PublishedEvent[] = [];
  const hub = createEventHub((error) => {
    throw error;
  });
  hub.listen((event) => events.push(event));
  const { cron, methods } = joinCron(
    {
      ...started,
      cron: { store: memoryCronStore(), jobs: memoryMemoryStore({ clock }) },
      agents: createAgents([]),
      hub,
      clock,
      ids: sequentialIds(),
      log: silentLogger,
    },
    toTurnsOptions('acct', { timeZone: 'Asia/Shanghai' }),
  );
  if (cron === undefined) throw new Error('There is no schedule.');
  const call = async (name: string, params: object = {}, as: Partial<Caller> = {}) => {
    const method = methods.find((candidate) => candidate.name === name);
    const caller = callAs({ userId: 'ann', ...as });
    return (await method?.invoke(params, caller)) as Record<string, unknown>;
  };
  return { ...started, clock, cron, events, call };
}

const isolated = {
  name: 'Morning',
  schedule: { kind: 'cron', expr: '30 9 * * *' },
  sessionTarget: 'isolated',
  wakeMode: 'now',
  payload: { kind: 'agentTurn', message: 'What is new?', toolsAllow: ['now'] },
  delivery: { mode: 'announce' },
};

test('a job is added, listed, changed and removed in shapes that OpenClaw knows', async () => {
  const { call, events } = startCron();
  const added = await call('cron.add', isolated);
  assert.deepEqual(Value.Errors(CronAddResultSchema, added), []);
  assert.equal(added['nextRunAtMs'], now + 30 * 60_000);
  const { id } = added;
  const list = await call('cron.list');
  assert.partialDeepStrictEqual(list, { total: 1, hasMore: false, nextOffset: null });
  assert.deepEqual(Object.keys(list['deliveryPreviews'] ?? {}), [id]);
  const change = { patch: { enabled: false }, expectedConfigRevision: '1' };
  const changed = await call('cron.update', { jobId: id, ...change });
  assert.deepEqual(Value.Errors(CronJobSchema, changed), []);
  assert.partialDeepStrictEqual(changed, { enabled: false, configRevision: '2' });
  await assert.rejects(call('cron.update', { id, ...change }), (error) =>
    hasCode(error, 'conflict'),
  );
  assert.equal((await call('cron.list'))['total'], 0);
  const all = await call('cron.list', { includeDisabled: true });
  assert.equal(all['total'], 1);
  assert.notEqual(all['snapshotRevision'], list['snapshotRevision']);
  const stranger = { userId: 'bob', scopes: ['operator.read'] } as const;
  await assert.rejects(call('cron.get', { id }, stranger), (error) => hasCode(error, 'not_found'));
  assert.deepEqual(await call('cron.remove', { id }), { ok: true, removed: true });
  assert.deepEqual(await call('cron.remove', { id }), { ok: true, removed: false });
  assert.deepEqual(
    events.map(({ payload }) => (payload as { action: string }).action),
    ['added', 'updated', 'removed'],
  );
});

test('an interval goes on from where it began when the job is changed', async () => {
  const { call, clock } = startCron();
  const hourMs = 3_600_000;
  const every = { ...isolated, schedule: { kind: 'every', everyMs: 3 * hourMs } };
  const { id, nextRunAtMs } = await call('cron.add', every);
  assert.equal(nextRunAtMs, now + 3 * hourMs);
  clock.advance(hourMs);
  const renamed = { name: 'Evening', schedule: every.schedule };
  assert.equal(
    (await call('cron.update', { id, patch: renamed }))['nextRunAtMs'],
    now + 3 * hourMs,
  );
  const shorter = { schedule: { kind: 'every', everyMs: 2 * hourMs } };
  assert.equal(
    (await call('cron.update', { id, patch: shorter }))['nextRunAtMs'],
    now + 2 * hourMs,
  );
  const anew = { schedule: { kind: 'every', everyMs: 2 * hourMs, anchorMs: now + hourMs } };
  assert.equal((await call('cron.update', { id, patch: anew }))['nextRunAtMs'], now + 3 * hourMs);
});

test('a run apart has a session of its own, and its answer is told in the main one', async () => {
  const model = scriptedModel(says('It rains.'), says('It snows.'));
  const { call, cron, sessions } = startCron(model);
  const { id } = await call('cron.add', isolated);
  for (const text of ['It rains.', 'It snows.']) {
    assert.partialDeepStrictEqual(await call('cron.run', { id }), { ok: true, enqueued: true });
    await cron.drain();
    const { entries } = await call('cron.runs', { id, limit: 1 });
    assert.ok(Array.isArray(entries));
    assert.deepEqual(Value.Errors(CronRunLogEntrySchema, entries[0]), []);
    assert.partialDeepStrictEqual(entries[0], {
      status: 'ok',
      summary: text,
      deliveryStatus: 'delivered',
      sessionKey: `agent:main:cron:${String(id)}`,
    });
  }
  assert.deepEqual(
    model.calls.map(({ tools = [] }) => tools.map(({ name }) => name)),
    [['now'], ['now']],
  );
  const own = await sessions.listByKey('acct', `agent:main:cron:${String(id)}`);
  assert.deepEqual(
    own.map(({ facts }) => facts.createdVia),
    ['cron', 'cron'],
  );
  const main = await sessions.getByKey('acct', 'agent:main:main');
  const told = await sessions.listEntries('acct', main?.sessionId ?? '');
  assert.deepEqual(
    told.map(({ message }) => JSON.stringify(message.content).includes('[Morning]')),
    [true, true],
  );
  const { job: _job, ...status } = await call('cron.status');
  assert.partialDeepStrictEqual(status, { enabled: true, jobs: 1 });
});

test('an event is said in the main session', async () => {
  const { call, cron, clock, sessions } = startCron();
  const { id } = await call('cron.add', {
    ...isolated,
    schedule: { kind: 'at', at: '2026-11-21T01:05:00Z' },
    sessionTarget: 'main',
    payload: { kind: 'systemEvent', text: 'Tea is ready.' },
  });
  assert.partialDeepStrictEqual(await call('cron.run', { id, mode: 'due' }), { ran: false });
  clock.advance(300_000);
  await cron.drain();
  const main = await sessions.getByKey('acct', 'agent:main:main');
  const said = await sessions.listEntries('acct', main?.sessionId ?? '');
  assert.deepEqual(
    said.map(({ message }) => message.role),
    ['user', 'assistant'],
  );
  await assert.rejects(call('cron.get', { id }), (error) => hasCode(error, 'not_found'));
});

test('what cannot be scheduled is refused with the field', async () => {
  const { call } = startCron();
  for (const [more, path] of [
    [{ schedule: { kind: 'cron', expr: 'at nine' } }, 'schedule.expr'],
    [{ schedule: { kind: 'cron', expr: '0 9 * * *', tz: 'Mars/Base' } }, 'schedule.tz'],
    [{ schedule: { kind: 'at', at: '2020-01-01T00:00:00Z' } }, 'schedule.at'],
    [{ schedule: { kind: 'at', at: 'tomorrow' } }, 'schedule.at'],
    [{ schedule: { kind: 'on-exit', command: 'make' } }, 'schedule.kind'],
    [{ sessionTarget: 'main' }, 'payload.kind'],
    [{ trigger: { script: 'true' } }, 'trigger'],
    [{ agentId: 'nobody' }, 'agentId'],
  ] as const) {
    await assert.rejects(
      call('cron.add', { ...isolated, ...more }),
      (error: { readonly details?: { readonly path?: string } }) => error.details?.path === path,
      path,
    );
  }
});

test('an agent schedules its own work, and sees no job of others', async () => {
  const { call, cron, clock } = startCron();
  await call('cron.add', isolated, { userId: 'bob' });
  const tool = cronTool({ desk: () => cron.desk, clock, timeZone: 'UTC' });
  const context = { ...toolContext(), userId: 'ann', agentId: 'main' };
  const run = async (input: object) => (await tool.run?.(input, context))?.text ?? '';
  const schedule = { kind: 'every', everyMs: 3_600_000 };
  assert.match(
    await run({ action: 'add', message: 'Look at the mail', schedule }),
    /next 2026-11-21/u,
  );
  const listed = await run({ action: 'list' });
  assert.doesNotMatch(listed, /Morning/u);
  const id = /job_\d+/u.exec(listed)?.[0];
  assert.match(await run({ action: 'update', id, enabled: false }), /disabled/u);
  assert.equal(await run({ action: 'run', id }), 'It runs now.');
  assert.match(await run({ action: 'remove', id }), /Removed/u);
  const [foreign] = await cron.desk.list();
  await assert.rejects(run({ action: 'remove', id: foreign?.id }), (error) =>
    hasCode(error, 'not_found'),
  );
});
