import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { createGatewayClient } from '@homarus/sdk';

import { createProgram } from '../src/cli/program.ts';
import type { ExitCode } from '../src/cli/context.ts';
import { en } from '../src/texts/en.ts';
import type { Texts } from '../src/texts/index.ts';
import { zh } from '../src/texts/zh.ts';
import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';
import type { GatewayInProcess } from './support/gateway-in-process.ts';

const token = 'hush-hush-hush';
const sessionKey = 'agent:main:main';

interface Printed {
  readonly said: readonly string[];
  readonly told: readonly string[];
}

/** Runs a command line against a gateway, from a home of its own. */
async function run(gateway: GatewayInProcess, ...argv: readonly string[]): Promise<Printed> {
  return runIn(en, gateway, argv);
}

async function runIn(
  texts: Texts,
  gateway: GatewayInProcess,
  argv: readonly string[],
): Promise<Printed> {
  const said: string[] = [];
  const told: string[] = [];
  const codes: ExitCode[] = [];
  const context = {
    env: { HOMARUS_HOME: path.join(gateway.home, 'cli'), HOMARUS_GATEWAY_TOKEN: token },
    texts,
    say: (line: string) => void said.push(line),
    tell: (line: string) => void told.push(line),
  };
  const program = createProgram(context, (code) => codes.push(code));
  await program.parseAsync([...argv, '--url', gateway.url], { from: 'user' });
  assert.deepEqual(codes, [0]);
  return { said, told };
}

async function startTalkedTo(): Promise<GatewayInProcess> {
  const gateway = await startGatewayInProcess({ HOMARUS_GATEWAY_TOKEN: token });
  using client = createGatewayClient({
    url: gateway.url,
    client: testProgram,
    auth: { mode: 'token', token },
  });
  await client.connect();
  await client.agent.run({ sessionKey, message: 'I collect fountain pens.' });
  return gateway;
}

test('sessions: list, show, search, rename, archive, usage, compact, reset', async () => {
  await using gateway = await startTalkedTo();
  const sessions = (...argv: readonly string[]) => run(gateway, 'sessions', ...argv);
  assert.match((await sessions('list')).said[0] ?? '', /2 {2}agent:main:main {2}I collect/u);
  const shown = (await sessions('show', sessionKey)).said;
  assert.ok(shown.includes('I collect fountain pens.') && shown.includes('OK.'), shown.join('\n'));
  const found = JSON.parse((await sessions('search', 'fountain', 'pens', '--json')).said.join(''));
  assert.equal(found.results[0].sessionKey, sessionKey);
  await sessions('rename', sessionKey, 'About', 'pens');
  assert.match((await sessions('list')).said[0] ?? '', /About pens$/u);
  await sessions('archive', sessionKey);
  assert.deepEqual(await sessions('list'), { said: [], told: [en.remote.none] });
  await sessions('archive', sessionKey, '--restore');
  assert.match((await sessions('usage', '--range', 'all')).said.at(-1) ?? '', /^Total/u);
  await sessions('reset', sessionKey);
  assert.deepEqual((await sessions('show', sessionKey)).told, [en.remote.none]);
  await assert.rejects(sessions('show', 'agent:main:none'), (error) => hasCode(error, 'not_found'));
});

test('status, models, logs, tools, agents and approvals speak to the gateway', async () => {
  await using gateway = await startGatewayInProcess({ HOMARUS_GATEWAY_TOKEN: token });
  assert.match((await run(gateway, 'status')).said.join('\n'), /Health +healthy/u);
  assert.match((await run(gateway, 'models')).said.join('\n'), /scripted/u);
  assert.match((await run(gateway, 'logs')).said.join('\n'), /Started/u);
  assert.match((await run(gateway, 'tools', 'list')).said.join('\n'), /^now {2}/mu);
  const now = await run(gateway, 'tools', 'invoke', 'now', '{"timeZone":"UTC"}');
  assert.match(now.said.join('\n'), /20\d\d/u);
  await assert.rejects(run(gateway, 'tools', 'invoke', 'now', 'oops'), (error) =>
    hasCode(error, 'invalid_request'),
  );
  assert.deepEqual((await run(gateway, 'agents', 'create', 'Writer', '--emoji', '✒️')).said, [
    'writer',
  ]);
  await run(gateway, 'agents', 'update', 'writer', '--name', 'Poet');
  assert.match((await run(gateway, 'agents', 'list')).said.join('\n'), /^writer +Poet/mu);
  assert.match((await run(gateway, 'agents', 'files', 'writer')).said.join('\n'), /SOUL\.md/u);
  await run(gateway, 'agents', 'delete', 'writer');
  assert.deepEqual((await run(gateway, 'approvals', 'list')).told, [en.remote.none]);
  await assert.rejects(run(gateway, 'approvals', 'allow', 'none'), (error) =>
    hasCode(error, 'not_found'),
  );
});

test('cron: a job of each kind is added, run, switched off and removed, and its runs are shown', async () => {
  await using gateway = await startGatewayInProcess({ HOMARUS_GATEWAY_TOKEN: token });
  using client = createGatewayClient({
    url: gateway.url,
    client: testProgram,
    auth: { mode: 'token', token },
  });
  await client.connect();
  const ended = Promise.withResolvers<void>();
  client.on('cron', ({ action }) => action === 'finished' && ended.resolve());
  const cron = (...argv: readonly string[]) => run(gateway, 'cron', ...argv);
  const weekdays = ['--cron', '30 7 * * 1-5', '--tz', 'Asia/Shanghai'];
  const [id = ''] = (
    await cron('add', 'News', ...weekdays, '--message', 'What is new?', '--announce')
  ).said;
  await cron('add', 'Tea', '--at', '20m', '--session', 'main');
  await cron('add', 'Mail', '--every', '90m', '--session', 'mail', '--missed', 'skip');
  const listed = (await cron('list')).said.join('\n');
  assert.match(listed, /cron 30 7 \* \* 1-5 Asia\/Shanghai {2}News/u);
  assert.match(listed, /every 90m +Mail/u);
  const jobs = await client.call('cron.list', { query: 'tea' });
  assert.deepEqual(jobs.jobs[0]?.payload, { kind: 'systemEvent', text: 'Tea' });
  await cron('run', id);
  await ended.promise;
  assert.match((await cron('runs', id)).said.join(), /ok {2}delivered {2}OK\./u);
  assert.match((await cron('runs')).said.join(), / {2}News {2}ok/u);
  const told = (await run(gateway, 'sessions', 'show', sessionKey)).said;
  assert.match(told.join('\n'), /assistant\n\[News\]\s+OK\./u);
  await cron('update', id, '--disable');
  assert.match((await cron('list')).said.join('\n'), new RegExp(`^- {2}${id}`, 'mu'));
  assert.match((await cron('status')).said.join('\n'), /^Jobs +3\nNext run +20/u);
  assert.match((await runIn(zh, gateway, ['cron', 'status'])).said.join('\n'), /^任务数/u);
  await cron('remove', id);
  await assert.rejects(cron('remove', id), (error) => hasCode(error, 'not_found'));
  await assert.rejects(cron('add', 'x', '--at', '1m', '--every', '1m'), {
    message: en.remote.cron.oneSchedule,
  });
});

test('the command line is a device: its key is for its owner alone, and it is listed', async () => {
  await using gateway = await startGatewayInProcess({ HOMARUS_GATEWAY_TOKEN: token });
  const list = JSON.parse((await run(gateway, 'devices', 'list', '--json')).said.join(''));
  const { deviceId } = list.paired[0];
  for (const file of ['device.json', 'device-tokens.json']) {
    const place = path.join(gateway.home, 'cli', 'identity', file);
    assert.equal(statSync(place).mode & 0o777, 0o600);
  }
  await run(gateway, 'devices', 'revoke', deviceId);
  const again = JSON.parse((await run(gateway, 'devices', 'list', '--json')).said.join(''));
  assert.equal(again.paired[0].deviceId, deviceId, 'the secret let it in again');
});

test('where no gateway is, it is said how to start one', async () => {
  const gone = await startGatewayInProcess();
  await gone[Symbol.asyncDispose]();
  await assert.rejects(run(gone, 'status'), { message: en.remote.noAnswer(gone.url) });
});
