import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';

import { respond } from './support/http.ts';
import { spawnHomarus, startHomarus, temporaryHome } from './support/homarus-process.ts';

test('SIGTERM lets a running answer end, then everything closes: exit code 0', async () => {
  using home = temporaryHome();
  await using model = await startScriptedServer();
  const asked = Promise.withResolvers<void>();
  model.setDefault(() => {
    asked.resolve();
    return { text: 'late but whole', delayMs: 500 };
  });
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'slow' };
  await using homarus = await startHomarus({ home: home.path, env });
  const answer = respond(homarus.gatewayUrl, { input: 'hello' });
  await asked.promise;
  const ended = await homarus.stop('SIGTERM');
  assert.equal(await answer, 'late but whole');
  assert.equal(ended.code, 0);
  assert.match(ended.stdout, /Stopped\. Everything acknowledged is stored\./u);
  assert.ok(!existsSync(path.join(home.path, 'run', 'gateway.json')));
  assert.ok(!existsSync(path.join(home.path, 'data', 'homarus.db-wal')), 'the database was closed');
});

test('a second signal ends at once', async () => {
  using home = temporaryHome();
  await using model = await startScriptedServer();
  const asked = Promise.withResolvers<void>();
  model.setDefault(() => {
    asked.resolve();
    return { hang: true };
  });
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'hangs' };
  await using homarus = await startHomarus({ home: home.path, env });
  const answer = respond(homarus.gatewayUrl, { input: 'hello' }).catch(() => undefined);
  await asked.promise;
  process.kill(homarus.pid, 'SIGINT');
  await homarus.waitFor(/Stopping/u);
  const ended = await homarus.stop('SIGINT');
  assert.equal(ended.code, 130);
  await answer;
});

test('state is readable by its owner alone', async () => {
  using home = temporaryHome();
  await using homarus = await startHomarus({ home: home.path });
  await respond(homarus.gatewayUrl, { input: 'hello' });
  for (const place of ['data', 'logs', 'run', 'data/homarus.db', 'logs/homarus.log']) {
    assert.equal(statSync(path.join(home.path, place)).mode & 0o077, 0, place);
  }
});

test('a taken port: which, who has it, how to choose another, exit code 1', async () => {
  using home = temporaryHome();
  using second = temporaryHome();
  await using homarus = await startHomarus({ home: home.path });
  const { port } = new URL(homarus.gatewayUrl);
  const args = ['up', '--port', port, '--memory-port', '0'];
  await using other = spawnHomarus({ home: second.path, args });
  const ended = await other.ended;
  assert.equal(ended.code, 1);
  assert.match(
    ended.stderr,
    new RegExp(`Port ${port} on 127.0.0.1 is taken by another Homarus`, 'u'),
  );
  assert.match(ended.stderr, /--port <port>, GATEWAY_PORT=<port>/u);
  assert.ok(!existsSync(path.join(second.path, 'data', 'homarus.db')), 'nothing was touched');
});

test('a home that is in use is refused, in the language of the locale', async () => {
  using home = temporaryHome();
  await using homarus = await startHomarus({ home: home.path });
  const args = ['up', '--port', '0', '--memory-port', '0'];
  await using other = spawnHomarus({ home: home.path, args, env: { LANG: 'zh_CN.UTF-8' } });
  const ended = await other.ended;
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, new RegExp(`正被另一个 Homarus 使用（进程 ${homarus.pid}`, 'u'));
});

test('a wrong configuration and an open door without a secret: exit code 2, nothing is opened', async () => {
  using home = temporaryHome();
  writeFileSync(path.join(home.path, 'config.yaml'), 'gateway:\n  prot: 1\n');
  await using wrong = spawnHomarus({ home: home.path, args: ['up'] });
  const ended = await wrong.ended;
  assert.equal(ended.code, 2);
  assert.match(ended.stderr, /config\.yaml: gateway\.prot: unknown key\. Did you mean port\?/u);
  using other = temporaryHome();
  await using open = spawnHomarus({ home: other.path, args: ['up', '--host', '0.0.0.0'] });
  const refused = await open.ended;
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /HOMARUS_GATEWAY_TOKEN/u);
  assert.ok(!existsSync(path.join(other.path, 'data')));
});

test('with a token, calls without it are refused and the chat uses it', async () => {
  using home = temporaryHome();
  const env = { HOMARUS_GATEWAY_TOKEN: 'a-secret-of-the-test' };
  await using homarus = await startHomarus({ home: home.path, env });
  await assert.rejects(respond(homarus.gatewayUrl, { input: 'hello' }), /401/u);
  await using chat = spawnHomarus({ home: home.path, args: ['chat'], env });
  chat.stdin.end('I collect fountain pens.\n');
  const talked = await chat.ended;
  assert.equal(talked.code, 0, talked.stderr);
  assert.notEqual(talked.stdout.trim(), '');
  using elsewhere = temporaryHome();
  const args = ['chat', '--url', homarus.gatewayUrl];
  await using stranger = spawnHomarus({ home: elsewhere.path, args });
  stranger.stdin.end('hello\n');
  const refused = await stranger.ended;
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /asks for a token/u);
  const log = readFileSync(path.join(home.path, 'logs', 'homarus.log'), 'utf8');
  assert.doesNotMatch(log, /a-secret-of-the-test/u);
});

test('chat without a running gateway starts its own; memory search reads the database or asks the service', async () => {
  using home = temporaryHome();
  await using chat = spawnHomarus({ home: home.path, args: ['chat'] });
  chat.stdin.end('我对花生过敏。\n/new\n花生我能吃吗？\n');
  const talked = await chat.ended;
  assert.equal(talked.code, 0, talked.stderr);
  assert.match(talked.stderr, /starts one of its own/u);
  assert.match(talked.stdout, /花生过敏/u);
  const args = ['memory', 'search', '花生', '--json'];
  await using direct = spawnHomarus({ home: home.path, args });
  const inDatabase = await direct.ended;
  assert.match(inDatabase.stdout, /花生过敏/u);
  await using homarus = await startHomarus({ home: home.path });
  await using through = spawnHomarus({ home: home.path, args });
  const fromService = await through.ended;
  assert.match(fromService.stdout, /花生过敏/u);
  assert.equal(homarus.said().includes('Ready.'), true);
});
