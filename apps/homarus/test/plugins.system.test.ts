import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';

import { spawnHomarus, startHomarus, temporaryHome } from './support/homarus-process.ts';
import { respond } from './support/http.ts';

// Plugins as a person installs them, good and bad ones, in real processes.

interface Source {
  readonly register?: string;
  /** The whole module. Default: made of `register`. */
  readonly module?: string;
}

function writePlugin(folder: string, id: string, { register = '', module }: Source): string {
  const place = path.join(folder, id);
  mkdirSync(place, { recursive: true });
  const configSchema = { type: 'object', additionalProperties: false, properties: {} };
  const files = {
    'openclaw.plugin.json': JSON.stringify({ id, configSchema }),
    'package.json': JSON.stringify({
      name: `plugin-${id}`,
      version: '1.0.0',
      type: 'module',
      openclaw: { extensions: ['./index.js'] },
    }),
    'index.js': module ?? `export default { id: '${id}', register(api) { ${register} } };`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(place, name), text);
  return place;
}

test('plugins that throw, leak errors or keep timers do not end the gateway, and are named', async () => {
  using home = temporaryHome();
  const folder = path.join(home.path, 'mine');
  const tool = `api.registerTool({ name: 'leak', description: 'x', parameters: { type: 'object' },
    execute() { setTimeout(() => { throw new Error('timer stray'); }); void Promise.reject(new Error('promise stray')); return { content: [{ type: 'text', text: 'leaked' }] }; } });`;
  writePlugin(folder, 'early', {
    module: `void Promise.reject(new Error('module stray')); export default { register() { void Promise.reject(new Error('register stray')); } };`,
  });
  writePlugin(folder, 'thrower', { register: `throw new Error('no register');` });
  writePlugin(folder, 'stuck', { module: 'await new Promise(() => setInterval(() => {}, 1e6));' });
  writePlugin(folder, 'leaky', { register: `setInterval(() => {}, 1e6); ${tool}` });
  writePlugin(folder, 'server', {
    register: `api.registerService({ id: 's', start() { setTimeout(() => { throw new Error('service stray'); }); } });`,
  });
  writeFileSync(
    path.join(home.path, 'config.yaml'),
    JSON.stringify({ plugins: { load: { paths: [folder] } } }),
  );
  await using model = await startScriptedServer();
  model.setDefault(({ body }) =>
    JSON.stringify(body).includes('leaked')
      ? { text: 'Still here.' }
      : { toolCalls: [{ name: 'leak', arguments: {} }] },
  );
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'm' };
  await using homarus = await startHomarus({ home: home.path, env });
  assert.equal(await respond(homarus.gatewayUrl, { input: 'Leak' }), 'Still here.');
  assert.equal(await respond(homarus.gatewayUrl, { input: 'Again' }), 'Still here.');
  const health = (await (await fetch(`${homarus.gatewayUrl}/health`)).json()) as {
    readonly status: string;
    readonly plugins: readonly { id: string; status: string; error?: string }[];
  };
  const byId = new Map(health.plugins.map(({ id, ...rest }) => [id, rest]));
  assert.equal(health.status, 'degraded');
  assert.match(byId.get('early')?.error ?? '', /(?:module|register) stray/u);
  assert.equal(byId.get('thrower')?.status, 'failed');
  assert.match(byId.get('stuck')?.error ?? '', /took longer/u);
  assert.match(byId.get('leaky')?.error ?? '', /(?:timer|promise) stray/u);
  assert.match(byId.get('server')?.error ?? '', /service stray/u);

  const listed = await spawnHomarus({ home: home.path, args: ['plugins', 'list'], env }).ended;
  assert.equal(listed.code, 1, 'some do not work');
  assert.match(listed.stdout, /thrower +1\.0\.0 +failed +no register/u);
  assert.match(listed.stdout, /server +1\.0\.0 +degraded +.*service stray/u);
  const { code } = await homarus.stop('SIGTERM');
  assert.equal(code, 0, 'timers of plugins do not keep the process');
});

test('a folder is installed, switched, shown and removed', async () => {
  using home = temporaryHome();
  const source = writePlugin(home.path, 'parrot', {
    register: `api.registerCommand({ name: 'parrot', description: 'x', handler: () => ({ text: 'squawk' }) });`,
  });
  const run = async (...args: readonly string[]) => {
    // npm finds its own settings there.
    const env = { HOME: homedir() };
    const { code, stdout, stderr } = await spawnHomarus({ home: home.path, args, env }).ended;
    return { code, text: stdout + stderr };
  };
  const first = await run('plugins', 'install', source);
  assert.deepEqual(
    [first.code, /Installed parrot 1\.0\.0/u.test(first.text)],
    [0, true],
    first.text,
  );
  assert.match((await run('plugins', 'info', 'parrot')).text, /Commands +parrot/u);
  await run('config', 'set', 'plugins.entries.parrot.config.word', 'hi');
  const invalid = await run('config', 'validate');
  assert.equal(invalid.code, 1);
  assert.match(invalid.text, /plugins\.entries\.parrot\.config\.word: .*no such setting/u);
  assert.match((await run('plugins', 'list')).text, /parrot +1\.0\.0 +failed/u);
  await run('config', 'unset', 'plugins.entries.parrot.config');
  await run('config', 'set', 'plugins.entries.parot.enabled', 'true');
  const refused = await run('up', '--port', '0', '--memory-port', '0');
  assert.equal(refused.code, 1);
  assert.match(refused.text, /there is no plugin 'parot'\. Did you mean 'parrot'/u);
  await run('config', 'unset', 'plugins.entries.parot');
  await run('plugins', 'disable', 'parrot');
  assert.match((await run('plugins', 'list')).text, /parrot +1\.0\.0 +disabled/u);
  assert.equal((await run('plugins', 'remove', 'parrot')).code, 0);
  const config = readFileSync(path.join(home.path, 'config.yaml'), 'utf8');
  assert.doesNotMatch(config, /parrot/u);
  assert.equal((await run('config', 'validate')).code, 0);
  const missing = await run('plugins', 'install', './absent.tgz');
  assert.equal(missing.code, 1);
  assert.match(missing.text, /absent\.tgz is not there/u);
});
