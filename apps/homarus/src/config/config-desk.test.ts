import assert from 'node:assert/strict';
import { mkdtempDisposableSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode, isAppError } from '@homarus/base';

import { fileConfigDesk } from './config-desk.ts';
import type { Config } from './config.ts';
import { findConfigFile, interpretConfig, readConfigText } from './load.ts';
import { redacted } from './secrets.ts';

const yaml = `# My gateway
claw:
  name: Ann's # how it calls itself
models:
  - name: cloud
    type: remote
    endpoint: https://c.example/v1
    api_key: sk-123456789
    model: big
  - name: other
    type: remote
    endpoint: https://o.example/v1
    api_key: \${OTHER_KEY}
    model: small
gateway:
  auth:
    token: hush-hush-hush
`;

async function openDesk(text?: string, name = 'config.yaml') {
  const folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-desk-'));
  const file = path.join(folder.path, name);
  if (text !== undefined) writeFileSync(file, text);
  const env = { HOMARUS_HOME: folder.path, HOMARUS_CONFIG: file, OTHER_KEY: 'key-of-other' };
  const sources = { env };
  const place = { ...findConfigFile(sources), isNamed: false };
  const started = await interpretConfig(readConfigText(place), place, sources);
  const applied: Config[] = [];
  const apply = async (config: Config) => void applied.push(config);
  const desk = fileConfigDesk({ place, sources, started, apply });
  return {
    desk,
    file,
    applied,
    read: () => readFileSync(file, 'utf8'),
    [Symbol.dispose]: () => folder.remove(),
  };
}

test('the file is shown without its secrets, and written back it keeps them, and its comments', async () => {
  using place = await openDesk(yaml);
  const { desk } = place;
  const snapshot = await desk.get();
  assert.deepEqual([snapshot.valid, snapshot.exists, snapshot.issues], [true, true, []]);
  assert.doesNotMatch(JSON.stringify(snapshot), /hush|sk-123|key-of-other/u);
  assert.match(snapshot.raw, /\$\{OTHER_KEY\}/u, 'a reference is no secret');
  const changed = await desk.set(
    snapshot.raw.replace('name: Ann’s', 'name: Bo').replace("Ann's", 'Bo'),
    snapshot.hash,
  );
  assert.deepEqual([changed.changed, changed.restartPaths], [['claw.name'], []]);
  assert.doesNotMatch(JSON.stringify(changed), /hush|sk-123|key-of-other/u);
  assert.equal(place.read(), yaml.replace("Ann's", 'Bo'));
});

test('secrets follow the names of their models, not their places', async () => {
  using place = await openDesk(yaml);
  const { raw } = await place.desk.get();
  const { models } = JSON.parse(JSON.stringify((await place.desk.get()).parsed)) as {
    readonly models: readonly object[];
  };
  assert.ok(raw.includes(redacted));
  await place.desk.patch(JSON.stringify({ models: models.toReversed() }), undefined);
  assert.deepEqual(
    place.applied.at(-1)?.models.map(({ provider, apiKey }) => [provider, apiKey]),
    [
      ['other', 'key-of-other'],
      ['cloud', 'sk-123456789'],
    ],
  );
  const stranger = { models: [{ ...models[0], name: 'stranger' }] };
  await assert.rejects(place.desk.patch(JSON.stringify(stranger), undefined), (error) =>
    hasCode(error, 'invalid_request'),
  );
});

test('a patch merges, null takes away, and what needs a start says so', async () => {
  using place = await openDesk(yaml);
  const patch = { claw: { name: null }, gateway: { port: 1234 }, agents: { work: { soul: 'S' } } };
  const changed = await place.desk.patch(JSON.stringify(patch), undefined);
  assert.deepEqual(changed.changed.toSorted(), ['agents.work.soul', 'claw.name', 'gateway.port']);
  assert.deepEqual([changed.restartRequired, changed.restartPaths], [true, ['gateway.port']]);
  assert.match(place.read(), /^# My gateway\n/u);
  assert.deepEqual(
    place.applied.at(-1)?.agents.map(({ id }) => id),
    ['main', 'work'],
  );
  const back = await place.desk.patch('gateway: { port: null }', undefined);
  assert.deepEqual([back.changed, back.restartPaths], [['gateway.port'], []]);
  const model = await place.desk.patch('models: [{ name: a, type: ollama, path: p }]', undefined);
  assert.deepEqual(model.restartPaths, ['models'], 'the default model is that of the start');
});

test('what is not valid, or of an older file, changes nothing', async () => {
  using place = await openDesk(yaml);
  const { hash } = await place.desk.get();
  const refused = await place.desk
    .patch(JSON.stringify({ gateway: { prot: 1 }, developer: { log_level: 'loud' } }), hash)
    .catch((error: unknown) => error);
  assert.ok(isAppError(refused));
  assert.deepEqual(
    [refused.code, refused.details?.['issues']],
    [
      'invalid_request',
      [
        {
          path: 'gateway.prot',
          message:
            'unknown key. Did you mean port? Allowed here: host, port, auth, queueMode, limits, controlUi.',
        },
        {
          path: 'developer.log_level',
          message: 'found "loud", expected one of: debug, info, warn, error.',
        },
      ],
    ],
  );
  await assert.rejects(place.desk.set('a: [', undefined), (error) =>
    hasCode(error, 'invalid_request'),
  );
  await place.desk.patch('claw: { name: New }', hash);
  await assert.rejects(place.desk.patch('claw: { name: Late }', hash), (error) =>
    hasCode(error, 'conflict'),
  );
  assert.equal(place.read(), yaml.replace("Ann's", 'New'));
  assert.equal(place.applied.length, 1);
});

test('a file with secrets is its owner’s alone, others keep their mode, a link stays one', async () => {
  using place = await openDesk('claw: { name: A }\n');
  chmodSync(place.file, 0o644);
  await place.desk.patch('claw: { name: B }', undefined);
  assert.equal(statSync(place.file).mode & 0o777, 0o644);
  await place.desk.patch('gateway: { auth: { token: hush-hush } }', undefined);
  assert.equal(statSync(place.file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(path.dirname(place.file)), ['config.yaml'], 'no draft is left');
  using linked = await openDesk();
  symlinkSync(place.file, linked.file);
  await linked.desk.patch('claw: { name: C }', undefined);
  assert.ok(lstatSync(linked.file).isSymbolicLink());
  assert.match(place.read(), /name: C/u);
});

test('a file that is not there yet is made, and JSON5 is read', async () => {
  using fresh = await openDesk();
  assert.equal((await fresh.desk.get()).exists, false);
  await fresh.desk.patch('{"claw":{"name":"New"}}', undefined);
  assert.equal(fresh.read(), 'claw:\n  name: New\n');
  using json = await openDesk(
    "{ // mine\n  gateway: { port: 7, }, claw: { name: 'A' } }",
    'a.json5',
  );
  assert.equal((await json.desk.get()).valid, true);
  await json.desk.patch('{ claw: { name: null } }', undefined);
  assert.deepEqual(JSON.parse(json.read()), { gateway: { port: 7 }, claw: {} });
});

test('what somebody writes into the file is taken in, once, unless it is not valid', async () => {
  using place = await openDesk(yaml);
  assert.equal(await place.desk.reload(), undefined);
  writeFileSync(place.file, yaml.replace("Ann's", 'Bo'));
  assert.deepEqual(await place.desk.reload(), { changed: ['claw.name'], restartPaths: [] });
  assert.equal(await place.desk.reload(), undefined);
  writeFileSync(place.file, 'gateway: { port: x }');
  await assert.rejects(place.desk.reload(), (error) => hasCode(error, 'invalid_request'));
  assert.equal(await place.desk.reload(), undefined, 'it is told once');
  assert.equal(place.applied.at(-1)?.agents[0]?.name, 'Bo');
  const shown = await place.desk.get();
  assert.deepEqual([shown.valid, shown.issues[0]?.path], [false, 'gateway.port']);
  writeFileSync(place.file, 'token: hush-hush-hush: [');
  const unreadable = await place.desk.get();
  assert.deepEqual([unreadable.valid, unreadable.raw], [false, '']);
});
