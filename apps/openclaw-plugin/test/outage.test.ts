import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { startMemoryServer } from './support/memory-server.ts';
import { conversation, startOpenClaw } from './support/open-claw.ts';
import type { OpenClaw, TurnOrder } from './support/open-claw.ts';

function waiting({ stateDir }: OpenClaw): number {
  const folder = path.join(stateDir, 'og-memory-context-engine', 'outbox');
  return readdirSync(folder).filter((name) => name.endsWith('.json')).length;
}

for (const order of ['current', 'old'] satisfies readonly TurnOrder[]) {
  test(`a server that is down costs no turn, and all arrives once (${order} order)`, async () => {
    await using server = await startMemoryServer();
    const config = { memoryApiBaseUrl: server.url };
    using host = startOpenClaw({ order, config });
    const session = conversation('s');
    await host.turn(session, 'One.');
    await server.stop();
    const { assembled } = await host.turn(session, 'Two.');
    await host.turn(session, 'Three.');
    assert.equal(assembled.messages.length, 2);
    assert.equal(assembled.systemPromptAddition, undefined);
    // Old hosts hand a turn over in two pieces.
    const count = order === 'current' ? 2 : 4;
    assert.equal(waiting(host), count);
    assert.match(await host.status(), /down .*No memory service answers/u);
    assert.match(await host.status(), new RegExp(`${count} waiting`, 'u'));
    assert.ok(host.logged.some((line) => /^\[og-memory\] .* is down: .* outbox$/u.test(line)));
    // The host is started anew while the server is down.
    using again = startOpenClaw({ order, config, stateDir: host.stateDir });
    await again.turn(session, 'Four.');
    await server.start();
    await again.turn(session, 'Five.');
    assert.equal(waiting(again), 0);
    const told = ['One.', 'Two.', 'Three.', 'Four.', 'Five.'];
    assert.deepEqual(
      await server.texts('s'),
      told.flatMap((text) => [text, 'Fine.']),
    );
  });
}

test('whoever is asked says how it is now, while another instance of the plugin does the work', async () => {
  await using server = await startMemoryServer();
  const config = { memoryApiBaseUrl: server.url };
  using host = startOpenClaw({ config });
  using asked = startOpenClaw({ config, stateDir: host.stateDir });
  assert.match(await asked.status(), /: up, .*\n.* 0 waiting/u);
  await server.stop();
  await host.turn(conversation('s'), 'One.');
  assert.match(await asked.status(), /: down .*\n.* 1 waiting/u);
  await server.start();
  await host.engine().maintain({ sessionId: 's', sessionKey: 'agent:main:main' });
  assert.match(await asked.status(), /: up, .*\n.* 0 waiting/u);
});

test('a server that hangs holds a turn up for its deadline, and the next ones not at all', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url, composeTimeoutMs: 30 } });
  const released = Promise.withResolvers<undefined>();
  server.hold(released.promise);
  const keys = { sessionId: 's', sessionKey: 'agent:main:main', messages: [] };
  const engine = host.engine();
  await engine.assemble({ ...keys, prompt: 'One?' });
  assert.match(await host.status(), /compose took longer than 30 ms/u);
  await engine.assemble({ ...keys, prompt: 'Two?' });
  assert.match(await host.status(), /did not answer lately/u);
  // A turn is taken all the same.
  const committed = engine.commitTurn({ ...keys, advancementKey: 'k', messages: [] });
  assert.deepEqual(await committed, { status: 'duplicate' });
  released.resolve(undefined);
});

test('what the server will never take is put aside, and does not hold up what follows', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  await server.stop();
  const bad = { role: 'user', content: 'x', timestamp: 1e18 };
  const keys = { sessionId: 's', sessionKey: 'agent:main:main' };
  await host.engine().commitTurn({ ...keys, advancementKey: 'bad', messages: [bad] });
  await server.start();
  await host.turn(session, 'One.');
  assert.deepEqual(await server.texts('s'), ['One.', 'Fine.']);
  assert.match(await host.status(), /0 waiting .* 1 put aside/u);
  assert.ok(host.logged.some((line) => /put aside key=.* reason=/u.test(line)));
});

test('with a wrong account turns wait until it is mended', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url, accountId: 'acct-other' } });
  await host.turn(conversation('s'), 'One.');
  assert.match(await host.status(), /refused/u);
  assert.equal(waiting(host), 1);
  const config = { memoryApiBaseUrl: server.url };
  using mended = startOpenClaw({ config, stateDir: host.stateDir });
  await mended.turn(conversation('t'), 'Two.');
  assert.equal(waiting(mended), 0);
  assert.deepEqual(await server.texts('s'), ['One.', 'Fine.']);
});

test('a full outbox and a server that is away: the host keeps the turn', async () => {
  await using server = await startMemoryServer();
  await server.stop();
  const config = { memoryApiBaseUrl: server.url, outboxMaxTurns: 1 };
  using host = startOpenClaw({ config });
  const session = conversation('s');
  await host.turn(session, 'One.');
  await assert.rejects(host.turn(session, 'Two.'), /outbox is full/u);
  await server.start();
  const keys = { sessionId: 's', sessionKey: 'agent:main:main' };
  await host.engine().maintain(keys);
  const again = { ...keys, advancementKey: 'two', messages: session.transcript.slice(2) };
  assert.deepEqual(await host.engine().commitTurn(again), { status: 'committed' });
  await host.engine().maintain(keys);
  assert.deepEqual(await server.texts('s'), ['One.', 'Fine.', 'Two.', 'Fine.']);
});

test('beside the turns the server is looked at, and gets what waits when it is back', async () => {
  await using server = await startMemoryServer();
  await server.stop();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.turn(conversation('s'), 'One.');
  await server.start();
  await host.startServices();
  assert.ok(host.logged.includes(`[og-memory] mode=http url=${server.url}`));
  await host.stopServices();
  assert.equal(waiting(host), 0);
  assert.deepEqual(await server.texts('s'), ['One.', 'Fine.']);
});
