import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openWritten } from '@homarus/plugins/testing';
import type { OpenedPlugins } from '@homarus/plugins/testing';

import { connectOfficial } from '../testing/official-client.ts';
import { says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

const semantics = `transcriptSemantics: { currentTurnFence: 'before-current-turn-entry-v1', turnAdvancementIdempotency: 'atomic-idempotent-v1' }`;

/** A plugin whose engine has this body; `said` notes what it is called with. */
function openEngine(engine: string, options: Parameters<typeof openWritten>[2] = {}) {
  Reflect.set(globalThis, 'engineCalls', []);
  const register = `const said = (name, given) => { engineCalls.push([name, given]); };
    api.registerContextEngine('brain', () => { said('factory'); return { ${engine} }; });`;
  return openWritten([{ id: 'brain', register }], { slots: { contextEngine: 'brain' } }, options);
}

type Call = readonly [string, Record<string, unknown>];

function calls(): readonly Call[] {
  return Reflect.get(globalThis, 'engineCalls') as readonly Call[];
}

function names(): readonly string[] {
  return calls().map(([name]) => name);
}

async function start(opened: OpenedPlugins, answer = 'Fine.') {
  const model = scriptedModel(says(answer));
  const engineDeadlines = { assemble: 30, open: 200, commit: 200, close: 200 };
  const running = await startGateway({ model, plugins: opened.host, engineDeadlines });
  const say = async (content: string) => {
    const messages = [{ role: 'user', content }];
    const headers = { 'x-openclaw-session-key': 'agent:main:main' };
    const response = await running.post(
      '/v1/chat/completions',
      { model: 'homarus', messages },
      headers,
    );
    return (await response.json()) as {
      readonly homarus: { readonly degraded: readonly string[] };
    };
  };
  return { running, model, say };
}

const current = `info: { id: 'brain', name: 'Brain', ${semantics} },
  bootstrap(s) { said('bootstrap', s); },
  maintain() { said('maintain'); },
  assemble(r) { said('assemble', r); return { messages: [{ role: 'system', content: 'dropped' }, ...r.messages], estimatedTokens: 1, systemPromptAddition: 'Pigs fly.' }; },
  async commitTurn(r) { said('commitTurn', r); return { status: 'committed' }; },
  afterTurn() { said('afterTurn'); },
  dispose() { said('dispose'); }`;

test('an engine of today: each step in its order, on a first and a later turn', async () => {
  await using opened = await openEngine(current);
  const { running, model, say } = await start(opened);
  await using _running = running;
  await say('One');
  await say('Two');
  const first = 'factory bootstrap assemble commitTurn maintain dispose';
  const later = 'factory bootstrap maintain assemble commitTurn maintain dispose';
  assert.equal(names().join(' '), `${first} ${later}`);
  assert.match(JSON.stringify(model.calls[1]?.prompt), /Pigs fly/u);
  assert.doesNotMatch(JSON.stringify(model.calls[1]?.prompt), /dropped/u);
  const [one, two] = calls().filter(([name]) => name === 'commitTurn');
  const texts = (call: Call | undefined) => JSON.stringify(call?.[1]['messages']);
  assert.match(texts(one), /One.*Fine/u);
  assert.match(texts(two), /Two.*Fine/u);
  assert.doesNotMatch(texts(two), /One/u);
  assert.notEqual(one?.[1]['advancementKey'], two?.[1]['advancementKey']);
  assert.deepEqual(one?.[1]['terminal'], { status: 'completed' });
  assert.equal(one[1]['sessionKey'], 'agent:main:main');
  assert.equal(opened.host.health()[0]?.remarks, undefined);
});

test('a turn that commitTurn throws at is handed over again before the next, with its key', async () => {
  await using opened = await openEngine(`info: { id: 'brain', ${semantics} },
    async commitTurn(r) { said('commitTurn', r); if (engineCalls.filter(([n]) => n === 'commitTurn').length === 1) throw new Error('busy'); return { status: 'committed' }; },
    assemble(r) { said('assemble', r); return r; }`);
  const { running, say } = await start(opened);
  await using _running = running;
  const first = await say('One');
  assert.match(first.homarus.degraded.join(), /busy/u);
  await say('Two');
  const keys = calls().map(([name, given]) => [name, given?.['advancementKey']]);
  const [, [, key] = []] = keys.filter(([name]) => name === 'commitTurn');
  assert.deepEqual(
    names().filter((name) => name !== 'factory'),
    ['assemble', 'commitTurn', 'commitTurn', 'assemble', 'commitTurn'],
  );
  assert.equal(keys.filter(([, each]) => each === key).length, 2);
});

test('an engine of before 2026.8 is called by afterTurn, and that is said', async () => {
  await using opened = await openEngine(`info: { id: 'brain' },
    bootstrap() { said('bootstrap'); },
    assemble(r) { said('assemble', r); return { messages: r.messages, estimatedTokens: 1 }; },
    afterTurn(r) { said('afterTurn', r); },
    async commitTurn() { said('commitTurn'); }`);
  const { running, say } = await start(opened);
  await using _running = running;
  await say('One');
  await say('Two');
  const each = ['factory', 'bootstrap', 'assemble', 'afterTurn'];
  assert.deepEqual(names(), [...each, ...each]);
  const last = calls().at(-1)?.[1];
  assert.equal(last?.['prePromptMessageCount'], 2);
  assert.equal((last['messages'] as readonly unknown[]).length, 4);
  assert.match(opened.host.health()[0]?.remarks?.join() ?? '', /transcriptSemantics/u);
  assert.equal(opened.host.health()[0]?.status, 'ready');
});

test('an old engine without afterTurn is handed the messages of the turn', async () => {
  const old = `info: { id: 'brain' }, assemble(r) { return { messages: r.messages, estimatedTokens: 1 }; }`;
  const texts = (name: string) =>
    calls()
      .filter(([each]) => each === name)
      .map(([, given]) => JSON.stringify(given));
  {
    await using opened = await openEngine(
      `${old}, ingest(r) { said('ingest', r); return { ingested: true }; }`,
    );
    const { running, say } = await start(opened);
    await using _running = running;
    await say('One');
    const [question, answer, ...more] = texts('ingest');
    assert.match(question ?? '', /One/u);
    assert.match(answer ?? '', /Fine/u);
    assert.deepEqual(more, []);
  }
  await using opened = await openEngine(
    `${old}, ingest(r) { said('ingest', r); }, ingestBatch(r) { said('ingestBatch', r); }`,
  );
  const { running, say } = await start(opened);
  await using _running = running;
  await say('One');
  assert.match(texts('ingestBatch').join(), /One.*Fine/u);
  assert.deepEqual(texts('ingest'), []);
});

test('a turn that failed does not advance an engine of today', async () => {
  await using opened = await openEngine(current);
  const model = scriptedModel([{ type: 'fail', error: new Error('no model') }]);
  await using running = await startGateway({ model, plugins: opened.host });
  await running.post('/v1/chat/completions', {
    model: 'homarus',
    messages: [{ role: 'user', content: 'One' }],
  });
  assert.equal(names().join(' '), 'factory bootstrap assemble maintain dispose');
});

for (const [what, body] of [
  ['throws', `assemble() { throw new Error('no'); }`],
  ['is late', `assemble: () => new Promise(() => {})`],
  ['forgets the user', `assemble: () => ({ messages: [], systemPromptAddition: 'Pigs fly.' })`],
] as const) {
  test(`an engine whose assemble ${what} does not change the turn`, async () => {
    await using opened = await openEngine(`info: { id: 'brain', ${semantics} },
      ${body}, async commitTurn(r) { said('commitTurn', r); return { status: 'committed' }; }`);
    const { running, model, say } = await start(opened);
    await using _running = running;
    const { homarus } = await say('One');
    assert.match(homarus.degraded.join(), /assemble/u);
    assert.match(JSON.stringify(model.calls[0]?.prompt), /One/u);
    assert.doesNotMatch(JSON.stringify(model.calls[0]?.prompt), /Pigs/u);
    assert.deepEqual(names(), ['factory', 'commitTurn']);
  });
}

test('an engine that cannot be made does not keep turns from being answered', async () => {
  await using opened = await openEngine(`get info() { throw new Error('broken'); }`);
  const { running, model, say } = await start(opened);
  await using _running = running;
  await say('One');
  assert.equal(model.calls.length, 1);
  assert.ok(running.log.lines.some(({ message }) => /without the context engine/u.test(message)));
});

test('an engine that owns compaction is asked when the window is full', async () => {
  await using opened = await openEngine(`info: { id: 'brain', ownsCompaction: true, ${semantics} },
    async compact(r) { said('compact', r); return { ok: true, compacted: true, result: { summary: 'They counted.', firstKeptEntryId: 'entry2', tokensBefore: 9, tokensAfter: 3 } }; },
    async commitTurn(r) { return { status: 'committed' }; }`);
  const model = scriptedModel(says('Fine.'));
  await using running = await startGateway({
    model,
    plugins: opened.host,
    options: { contextTokens: 2500 },
  });
  const say = (content: string) => {
    const body = { model: 'homarus', messages: [{ role: 'user', content }] };
    return running.post('/v1/chat/completions', body, {
      'x-openclaw-session-key': 'agent:main:main',
    });
  };
  await say(`One ${'word '.repeat(900)}`);
  await say(`Two ${'word '.repeat(900)}`);
  await say('Three');
  assert.ok(names().includes('compact'));
  assert.match(JSON.stringify(model.calls.at(-1)?.prompt), /They counted\./u);
  const asked = calls().filter(([name]) => name === 'compact').length;
  await using connected = await connectOfficial(running.url);
  const key = 'agent:main:main';
  const answer = await connected.client.request('sessions.compact', { key });
  assert.match(JSON.stringify(answer), /They counted\./u);
  assert.equal(calls().filter(([name]) => name === 'compact').length, asked + 1);
});
