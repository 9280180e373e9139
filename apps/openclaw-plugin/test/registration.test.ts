import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Validator } from '@cfworker/json-schema';

import { readSettings } from '../src/settings.ts';
import { conversation, startOpenClaw } from './support/open-claw.ts';
import { startMemoryServer } from './support/memory-server.ts';

interface Manifest {
  readonly id: string;
  readonly kind: readonly string[];
  readonly contracts: { readonly tools: readonly string[] };
  readonly uiHints: Readonly<Record<string, unknown>>;
  readonly configSchema: {
    readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
  };
}

const manifest = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../package/openclaw.plugin.json'), 'utf8'),
) as Manifest;

for (const registrationMode of [
  'full',
  'discovery',
  'tool-discovery',
  'setup-only',
  'setup-runtime',
  'cli-metadata',
]) {
  test(`registering in the mode ${registrationMode} declares everything and opens nothing`, () => {
    using host = startOpenClaw({ registrationMode });
    const { engines, tools, memory, services, commands, methods } = host.registered;
    assert.deepEqual([...engines.keys()], [manifest.id]);
    assert.deepEqual([...tools.keys()], manifest.contracts.tools);
    for (const make of tools.values()) make({});
    assert.deepEqual([memory.length, services.length], [1, 1]);
    assert.deepEqual([...commands.keys()], ['ogmem']);
    assert.deepEqual(methods, ['og-memory-context-engine.status']);
    assert.equal(existsSync(path.join(host.stateDir, manifest.id)), false);
    assert.deepEqual(host.logged, []);
  });
}

test('the manifest and the settings know the same fields and defaults', () => {
  const { properties } = manifest.configSchema;
  assert.deepEqual(manifest.kind, ['memory', 'context-engine']);
  assert.deepEqual(Object.keys(manifest.uiHints), Object.keys(properties));
  const { url, ...settings } = readSettings({}, { memoryUrl: undefined, memoryKey: undefined });
  assert.equal(url, 'http://127.0.0.1:8090');
  const names = Object.keys(properties).map((name) => (name === 'memoryApiBaseUrl' ? 'url' : name));
  assert.deepEqual(names.toSorted(), ['url', ...Object.keys(settings)].toSorted());
  for (const [name, field] of Object.entries(properties)) {
    if ('default' in field) assert.equal(Reflect.get(settings, name), field.default, name);
  }
});

test('the schema of the configuration says what is wrong', () => {
  const validator = new Validator(manifest.configSchema, '7', false);
  assert.ok(validator.validate({ memoryApiBaseUrl: 'http://h:1', prefetchTopK: 5 }).valid);
  for (const wrong of [{ prefetchTopK: 0 }, { autoRecall: 'yes' }, { memoryUrl: 'http://h' }]) {
    assert.equal(validator.validate(wrong).valid, false);
  }
});

test('the environment fills in what the configuration leaves out', () => {
  const env = { memoryUrl: 'http://memory:8090/api/v1', memoryKey: 'hm_1' };
  assert.deepEqual(pick(readSettings({}, env)), ['http://memory:8090', 'hm_1']);
  const config = { memoryApiBaseUrl: 'http://other:1/', apiKey: 'hm_2' };
  assert.deepEqual(pick(readSettings(config, env)), ['http://other:1', 'hm_2']);
});

function pick({ url, apiKey }: ReturnType<typeof readSettings>) {
  return [url, apiKey];
}

test('search tools step back where the host has its own', () => {
  using host = startOpenClaw();
  const offered = (plugins: object): boolean =>
    host.registered.tools.get('memory_search')?.({ config: { plugins } }) !== null;
  assert.equal(offered({}), false);
  assert.equal(offered({ entries: { 'memory-core': { enabled: false } } }), true);
  assert.equal(offered({ allow: ['og-memory-context-engine'] }), true);
  assert.equal(offered({ deny: ['memory-core'] }), true);
  assert.notEqual(host.registered.tools.get('memory_recall')?.({ config: {} }), null);
});

test('two registrations of one process share what is on disk', async () => {
  await using server = await startMemoryServer();
  const config = { memoryApiBaseUrl: server.url };
  using first = startOpenClaw({ config });
  using second = startOpenClaw({ config, stateDir: first.stateDir });
  await server.stop();
  await first.turn(conversation('a'), 'One.');
  await second.turn(conversation('b'), 'Two.');
  await server.start();
  await Promise.all([first, second].map((host) => host.engine().maintain({ sessionId: 'a' })));
  assert.deepEqual(await server.texts('a'), ['One.', 'Fine.']);
  assert.deepEqual(await server.texts('b'), ['Two.', 'Fine.']);
});
