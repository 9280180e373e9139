import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { createIds, hasCode, silentLogger, systemClock } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import { memoryProperties, sampleMessages, sampleScope } from '@homarus/memory/testing';
import { sampleRun, sampleSession } from '@homarus/sessions/testing';
import type { SqlStores } from '@homarus/store-sql';

import { createPgPool } from './connection/pg-pool.ts';
import { openPool } from './open-pool.ts';
import { openPostgres } from './open-postgres.ts';
import { migrationsOf } from './schema/migrations.ts';
import { emptyTables } from './testing/empty-tables.ts';
import { gaussPool } from './testing/gauss-pool.ts';
import { runAs, startPostgres } from './testing/index.ts';
import { runStoreConformance } from './testing/run-conformance.ts';

const server = await startPostgres();
after(() => server[Symbol.asyncDispose]());
const connectionString = await server.createDatabase('conformance');

function openStores(url = connectionString): Promise<SqlStores> {
  return openPostgres({ connectionString: url, log: silentLogger });
}

async function openEmpty(): Promise<SqlStores> {
  const stores = await openStores();
  await runAs(server.adminUrl('conformance'), emptyTables);
  return stores;
}

runStoreConformance({ create: openEmpty, test });
runConformance(memoryProperties({ seeds: [1, 2, 3], steps: 60 }), {
  create: async () => {
    const stores = await openEmpty();
    return { ...stores.memory, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
  },
  test,
});

const gaussUrl = await server.createDatabase('gauss');
runStoreConformance({
  create: async () => {
    const settings = { connectionString: gaussUrl };
    const pool = gaussPool(createPgPool({ settings, log: silentLogger }));
    const stores = await openPool(pool, {
      flavour: 'opengauss',
      log: silentLogger,
      clock: systemClock,
    });
    await runAs(server.adminUrl('gauss'), emptyTables);
    return stores;
  },
  test: (name, run) => test(`as for openGauss: ${name}`, run),
});

test('servers that start at once make the tables once', async () => {
  const url = await server.createDatabase('fresh');
  const opened = await Promise.all(Array.from({ length: 5 }, () => openStores(url)));
  await Promise.all(opened.map((stores) => stores[Symbol.asyncDispose]()));
  const versions = await runAs(url, 'select version from homarus_schema_version order by version');
  assert.deepEqual(
    versions,
    migrationsOf('postgresql').map(({ version }) => ({ version: String(version) })),
  );
});

test('without our own conditions too, no account sees or writes the rows of another', async () => {
  const url = await server.createDatabase('guarded');
  await using stores = await openStores(url);
  const scopes = ['acct-a', 'acct-b'].map((accountId) => sampleScope({ accountId }));
  for (const scope of scopes) await stores.memory.commit(scope, sampleMessages(scope, 0, 3));
  const asA = "set homarus.account_id = 'acct-a'";
  const accountsOf = (table: string): string => `select distinct account_id from ${table}`;
  for (const table of ['message', 'search_entry', 'partition', 'job', 'vector_index']) {
    assert.deepEqual(await runAs(url, accountsOf(table)), [], `${table}, before a word was said`);
  }
  for (const table of ['message', 'search_entry', 'partition']) {
    assert.deepEqual(await runAs(url, asA, accountsOf(table)), [{ account_id: 'acct-a' }], table);
    const all = "set homarus.all_accounts = 'on'";
    assert.equal((await runAs(url, all, accountsOf(table))).length, 2, table);
  }
  await runAs(url, asA, 'delete from message');
  const [kept] = await runAs(server.adminUrl('guarded'), 'select count(*) as rows from message');
  assert.deepEqual(kept, { rows: '3' });
  await assert.rejects(
    () => runAs(url, asA, "insert into partition values ('acct-b', 'u-new', 0, 0, 0, 0)"),
    /row-level security/u,
  );
});

test('runs of a server that is there are left alone, those of one that is gone are not', async () => {
  const url = await server.createDatabase('presence');
  await using first = await openStores(url);
  const session = sampleSession();
  await first.sessions.create(session);
  const begin = (stores: SqlStores, runId: string): Promise<number | undefined> =>
    stores.sessions.append('acct-a', session.sessionId, {
      entries: [],
      start: sampleRun(session, { runId }),
      at: 1,
    });
  const unsettled = async (stores: SqlStores): Promise<readonly string[]> =>
    (await stores.sessions.listUnsettledRuns('acct-a')).map(({ runId }) => runId);
  await begin(first, 'run_first');
  const second = await openStores(url);
  await begin(second, 'run_second');
  assert.deepEqual(await unsettled(first), ['run_first']);
  assert.deepEqual(await unsettled(second), ['run_second']);
  // A connection that breaks is no death: the server says again that it is there.
  await runAs(
    server.adminUrl('presence'),
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
    and objid = (select server from run where run_id = 'run_second')`,
  );
  const held = `select count(*)::int as held from pg_locks where locktype = 'advisory' and objsubid = 2`;
  while (JSON.stringify(await runAs(url, held)) !== '[{"held":2}]') await setImmediate();
  assert.deepEqual(await unsettled(first), ['run_first']);
  await second[Symbol.asyncDispose]();
  while (JSON.stringify(await runAs(url, held)) !== '[{"held":1}]') await setImmediate();
  assert.deepEqual((await unsettled(first)).toSorted(), ['run_first', 'run_second']);
  const gone = (await first.sessions.orphans?.listGone('acct-a')) ?? [];
  assert.equal(gone.length, 1);
  assert.deepEqual(await first.sessions.orphans?.listGone('acct-b'), []);
  await using third = await openStores(url);
  const adopted = await Promise.all(
    [first, third].map(async ({ sessions }) => sessions.orphans?.adopt('acct-a', gone)),
  );
  const runs = adopted.flatMap((work) => work?.runs ?? []);
  assert.deepEqual(
    runs.map(({ runId }) => runId),
    ['run_second'],
  );
  assert.deepEqual(await first.sessions.orphans?.listGone('acct-a'), []);
});

test('two servers archive a stretch of a session once', async () => {
  const url = await server.createDatabase('archived');
  await using first = await openStores(url);
  await using second = await openStores(url);
  const engines = [first, second].map(({ memory: store }) =>
    createMemory({
      store,
      jobs: store,
      clock: systemClock,
      ids: createIds(),
      log: silentLogger,
    }),
  );
  const scope = sampleScope();
  const messages = [{ role: 'user' as const, content: 'We decided to use Postgres.' }];
  const results = await Promise.all(
    [...engines, ...engines].map(({ conversations }) => conversations.compact(scope, { messages })),
  );
  assert.equal(results.filter(({ compacted }) => compacted).length, 1);
  assert.equal((await first.memory.listArchives(scope, { limit: 5 })).length, 1);
  await Promise.all(engines.map((memory) => memory[Symbol.asyncDispose]()));
});

test('an index over vectors comes with their space when it is asked for', async () => {
  const url = await server.createDatabase('nearest');
  const scope = sampleScope();
  const space = { provider: 'p', model: 'm', createdAt: 1 };
  const options = { connectionString: url, log: silentLogger } as const;
  {
    await using plain = await openPostgres(options);
    await plain.vectors.open(scope, { ...space, id: 'vsp_1', dimensions: 8 });
  }
  const indexes = (): Promise<readonly object[]> =>
    runAs(
      url,
      `select indexname from pg_indexes where indexname like 'vector_nearest%' order by 1`,
    );
  assert.deepEqual(await indexes(), []);
  await using stores = await openPostgres({ ...options, nearestIndex: true });
  for (const dimensions of [1024, 3072, 8192]) {
    await stores.vectors.open(scope, { ...space, id: `vsp_${dimensions}`, dimensions });
  }
  assert.deepEqual(
    await indexes(),
    [1024, 3072, 8].map((dimensions) => ({ indexname: `vector_nearest_${dimensions}` })),
  );
});

test('every table with an account is guarded, for its owner too', async () => {
  const unguarded = await runAs(
    server.adminUrl('conformance'),
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'account_id'
      and not (c.relrowsecurity and c.relforcerowsecurity)`,
  );
  assert.deepEqual(unguarded, []);
});

test('a server that is away is unavailable, and is there again when it is back', async () => {
  const url = await server.createDatabase('restarted');
  await using stores = await openStores(url);
  const scope = sampleScope();
  await stores.memory.commit(scope, sampleMessages(scope, 0, 3));
  await server.stop();
  await assert.rejects(
    () => stores.memory.listMessages(scope, {}),
    (error) => hasCode(error, 'unavailable') && error.retryable,
  );
  await assert.rejects(
    () => stores.memory.commit(scope, sampleMessages(scope, 3, 4)),
    (error) => hasCode(error, 'unavailable') && error.retryable,
  );
  await server.start();
  await stores.memory.commit(scope, sampleMessages(scope, 3, 4));
  assert.equal((await stores.memory.listMessages(scope, {})).length, 4);
});
