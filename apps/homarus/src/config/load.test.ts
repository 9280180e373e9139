import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { AppError, machineTimeZone } from '@homarus/base';

import type { Environment } from '../env.ts';
import { textsFor } from '../texts/index.ts';
import type { Config } from './config.ts';
import { loadConfig } from './load.ts';
import type { Overrides } from './merge.ts';
import { problemLines } from './problem-text.ts';
import { problemsOf } from './problem.ts';
import type { ConfigProblem } from './problem.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'homarus-config-'));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function load(yaml?: string, env: Environment = {}, overrides: Overrides = {}): Promise<Config> {
  if (yaml !== undefined) writeFileSync(path.join(home, 'config.yaml'), yaml);
  return loadConfig({ env: { HOMARUS_HOME: home, ...env }, overrides });
}

async function problems(yaml?: string, env?: Environment): Promise<readonly ConfigProblem[]> {
  const outcome = await load(yaml, env).catch((error: unknown) => error);
  const found = problemsOf(outcome);
  assert.ok(found, `expected problems, got ${String(outcome)}`);
  return found;
}

async function problemAt(yaml?: string, env?: Environment): Promise<ConfigProblem> {
  const [first] = await problems(yaml, env);
  assert.ok(first);
  return first;
}

test('without a file and without variables the defaults hold: loopback, no secret, offline', async () => {
  const config = await load();
  assert.deepEqual(config, {
    home,
    file: undefined,
    timeZone: machineTimeZone(),
    gateway: {
      host: '127.0.0.1',
      port: 18_789,
      secret: undefined,
      authMode: 'none',
      queueMode: 'queue',
      limits: { handshakeTimeoutMs: 10_000, maxFailures: 10 },
      controlUi: {
        allowedOrigins: [],
        allowInsecureAuth: false,
        dangerouslyDisableDeviceAuth: false,
      },
      hooks: undefined,
    },
    memory: {
      host: '127.0.0.1',
      port: 8090,
      secret: undefined,
      remote: undefined,
      rateLimit: { perMinute: 30_000, burst: 3000 },
      dataDir: path.join(home, 'data'),
      mirrorDir: path.join(home, 'data', 'agfs'),
      review: { cron: '0 3 * * *', timeZone: machineTimeZone() },
      tabs: { full: true, self: true },
    },
    identity: { accountId: 'acct-demo', userId: 'u-default', agentId: 'main' },
    agents: [{ id: 'main', name: 'Homarus' }],
    plugins: {
      enabled: true,
      allow: [],
      deny: [],
      entries: {},
      slots: {},
      paths: [],
      pluginsDir: path.join(home, 'data', 'plugins'),
      stateDir: path.join(home, 'data', 'plugin-state'),
      homeDir: homedir(),
    },
    execEnvironment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    model: undefined,
    models: [],
    embedding: undefined,
    database: { provider: 'sqlite' },
    log: { level: 'info', format: 'text' },
  });
});

test('one time zone holds for the memory, its review and the gateway; the review may have its own', async () => {
  const { timeZone, memory } = await load('time_zone: Asia/Shanghai');
  assert.deepEqual([timeZone, memory.review.timeZone], ['Asia/Shanghai', 'Asia/Shanghai']);
  const own = await load('memory: { review: { time_zone: +01:00 } }', {
    HOMARUS_TIME_ZONE: 'America/New_York',
  });
  assert.deepEqual([own.timeZone, own.memory.review.timeZone], ['America/New_York', '+01:00']);
});

test('a time zone that nobody knows is refused by the name of who set it', async () => {
  for (const name of ['Mars/Base', 'CST', 'UTC+8', '2026-01-01T00:00Z', '']) {
    const problem = await problemAt(`time_zone: '${name}'`);
    assert.deepEqual([problem.path, problem.type], ['time_zone', 'wrong_value'], name);
  }
  const problem = await problemAt(undefined, { HOMARUS_TIME_ZONE: '北京' });
  assert.equal(problem.source, 'HOMARUS_TIME_ZONE');
  assert.match(problemLines([problem], textsFor({}))[1] ?? '', /Asia\/Shanghai/u);
  assert.match(problemLines([problem], textsFor({ LANG: 'zh_CN' }))[1] ?? '', /时区/u);
});

test('another error with problems in its details is no problem of the configuration', () => {
  const error = new AppError('invalid_request', 'x', { details: { problems: [{ path: 'a' }] } });
  assert.equal(problemsOf(error), undefined);
});

test('what is handed on is frozen to the last leaf', async () => {
  const config = await load();
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.gateway));
  assert.ok(Object.isFrozen(config.identity));
});

test('an unknown key is named with its path, the nearest known key and all allowed ones', async () => {
  assert.deepEqual(await problemAt('gateway:\n  prot: 1\n'), {
    source: path.join(home, 'config.yaml'),
    path: 'gateway.prot',
    type: 'unknown_key',
    nearest: 'port',
    allowed: ['host', 'port', 'auth', 'queueMode', 'limits', 'controlUi'],
  });
});

test('an unknown key of a list entry is held against the keys of its type', async () => {
  const yaml = 'models:\n  - { name: a, type: ollama, path: llama3, endpont: "http://h/v1" }\n';
  const problem = await problemAt(yaml);
  assert.equal(problem.path, 'models[0].endpont');
  assert.ok(problem.type === 'unknown_key');
  assert.equal(problem.nearest, 'endpoint');
  assert.deepEqual(problem.allowed, [
    'name',
    'type',
    'endpoint',
    'path',
    'input',
    'contextTokens',
    'reasoning',
    'cost',
  ]);
});

const wrong: readonly (readonly [yaml: string, at: string, type: ConfigProblem['type']])[] = [
  ['gateway: { port: 70000 }', 'gateway.port', 'wrong_value'],
  ['gateway: { port: 1.5 }', 'gateway.port', 'wrong_value'],
  ['gateway: { port: abc }', 'gateway.port', 'wrong_value'],
  ['gateway: { host: "a b" }', 'gateway.host', 'wrong_value'],
  ['gateway: 3', 'gateway', 'wrong_value'],
  ['gateway: { auth: { token: short } }', 'gateway.auth.token', 'wrong_value'],
  ['gateway: { auth: { mode: token } }', 'gateway.auth', 'no_secret'],
  ['gateway: { auth: { mode: tokn } }', 'gateway.auth.mode', 'not_a_choice'],
  ['memory: { auth: { mode: key } }', 'memory.auth', 'no_secret'],
  [
    'memory: { vector_store: { provider: oracle } }',
    'memory.vector_store.provider',
    'not_a_choice',
  ],
  [
    'memory: { vector_store: { provider: postgres } }',
    'memory.vector_store.connection_string',
    'missing',
  ],
  ['memory: { user_id: "a/b" }', 'memory.user_id', 'wrong_value'],
  ['developer: { log_level: loud }', 'developer.log_level', 'not_a_choice'],
  ['version: "1"', 'version', 'not_a_choice'],
  ['models: 3', 'models', 'wrong_value'],
  ['models: [ { name: a } ]', 'models[0].type', 'missing'],
  ['models: [ { name: a, type: remote } ]', 'models[0].endpoint', 'missing'],
  [
    'models: [ { name: a, type: remote, endpoint: "ftp://x" } ]',
    'models[0].endpoint',
    'wrong_value',
  ],
  ['models: [ { name: a, type: remote, endpoint: "http://x" } ]', 'claw.model', 'no_model_name'],
  ['claw: { model_provider: elsewhere }', 'claw.model_provider', 'not_a_choice'],
  ['claw: { model_provider: openai }', 'claw.model_provider', 'no_api_key'],
  ['claw: { model: "${NO_SUCH}" }', 'claw.model', 'unset_reference'],
  ['gateway: { host: 0.0.0.0 }', 'gateway.host', 'open_without_secret'],
  ['memory: { host: 192.168.1.5 }', 'memory.host', 'open_without_secret'],
  ['just text', '', 'wrong_value'],
  ['a: [', '', 'unreadable'],
];

for (const [yaml, at, type] of wrong) {
  test(`refused: ${yaml}`, async () => {
    const problem = await problemAt(yaml);
    assert.deepEqual([problem.path, problem.type], [at, type]);
  });
}

test('all problems are told at once, in the language of the locale, and no secret is repeated', async () => {
  const yaml = 'gateway: { prot: 1, auth: { token: "a b" } }\ndeveloper: { log_level: 3 }\n';
  const found = await problems(yaml);
  assert.equal(found.length, 3);
  const english = problemLines(found, textsFor({ LANG: 'en_US.UTF-8' })).join('\n');
  const chinese = problemLines(found, textsFor({ LANG: 'zh_CN.UTF-8' })).join('\n');
  assert.match(english, /gateway\.prot: unknown key\. Did you mean port\? Allowed here: host/u);
  assert.match(
    english,
    /developer\.log_level: found 3, expected one of: debug, info, warn, error/u,
  );
  assert.match(chinese, /gateway\.prot: 未知的键。/u);
  assert.doesNotMatch(english + chinese, /a b/u);
});

test('a wrong variable or option is named as the source, not the file', async () => {
  const problem = await problemAt(undefined, { GATEWAY_PORT: 'x' });
  assert.deepEqual([problem.source, problem.path], ['GATEWAY_PORT', 'gateway.port']);
  const outcome = await load(undefined, {}, { logLevel: 'x' }).catch((error: unknown) => error);
  assert.equal(problemsOf(outcome)?.[0]?.source, '--log-level');
});

test('command line before environment before .env before file', async () => {
  writeFileSync(path.join(home, '.env'), 'GATEWAY_PORT=3\nOGMEM_HTTP_PORT=3\nOG_USER_ID=dot\n');
  const yaml = 'gateway: { port: 4 }\nmemory: { port: 4, user_id: file, account_id: file }\n';
  const env = { GATEWAY_PORT: '2', OGMEM_HTTP_PORT: '2' };
  const config = await load(yaml, env, { port: '1' });
  assert.equal(config.gateway.port, 1);
  assert.equal(config.memory.port, 2);
  assert.equal(config.identity.userId, 'dot');
  assert.equal(config.identity.accountId, 'file');
});

test('a memory elsewhere is named by its address, and spoken to with the key of the memory', async () => {
  const env = { OGMEM_URL: 'http://memory.internal:8090', HOMARUS_MEMORY_KEY: 'a-shared-key' };
  const { remote } = (await load('memory: { url: "http://other" }', env)).memory;
  assert.deepEqual(remote, { url: env.OGMEM_URL, apiKey: env.HOMARUS_MEMORY_KEY });
  assert.equal((await load('')).memory.remote, undefined);
});

test('a reference takes a variable, or what it says otherwise; an empty section is no section', async () => {
  const yaml =
    'claw: { model: "${M}-${N:-mini}" }\nmemory:\nmodels: [{ name: o, type: ollama, path: p }]';
  const config = await load(yaml, { M: 'gpt' });
  assert.equal(config.model?.model, 'gpt-mini');
});

test('a token lets the gateway listen beyond loopback', async () => {
  const config = await load('gateway: { host: 0.0.0.0 }', { HOMARUS_GATEWAY_TOKEN: 'long-enough' });
  assert.equal(config.gateway.secret, 'long-enough');
});

test('a password stands for the token, and needs no mode', async () => {
  const { gateway } = await load('gateway: { auth: { password: long-enough } }');
  assert.deepEqual([gateway.authMode, gateway.secret], ['password', 'long-enough']);
  const problem = await problemAt('gateway: { auth: { mode: password, token: long-enough } }');
  assert.equal(problem.type, 'no_secret');
});

test('an allowed origin is an origin, not a page', async () => {
  const problem = await problemAt('gateway: { controlUi: { allowedOrigins: ["http://h/page"] } }');
  assert.ok(problem.type === 'wrong_value' && problem.expected === 'origin');
});

test('auth none on a public address stays refused even with a token', async () => {
  const yaml = 'gateway: { host: 0.0.0.0, auth: { mode: none, token: long-enough } }';
  assert.equal((await problemAt(yaml)).type, 'open_without_secret');
});

test('a configuration file that was named must exist', async () => {
  const problem = await problemAt(undefined, { HOMARUS_CONFIG: path.join(home, 'none.yaml') });
  assert.equal(problem.type, 'unreadable');
});

const modelCases: readonly (readonly [string, Environment, string | undefined, Config['model']])[] =
  [
    [
      'LLM_* name an endpoint; a slash at its end is dropped',
      { LLM_BASE_URL: 'http://h/v1/', LLM_MODEL: 'm', LLM_API_KEY: 'k' },
      undefined,
      { provider: 'environment', baseUrl: 'http://h/v1', model: 'm', apiKey: 'k', facts: {} },
    ],
    [
      'a local endpoint gets no key',
      { LOCAL_LLM_URL: 'http://h/v1', LLM_MODEL: 'm', LLM_API_KEY: 'k' },
      undefined,
      { provider: 'environment', baseUrl: 'http://h/v1', model: 'm', apiKey: undefined, facts: {} },
    ],
    [
      'OPENAI_API_KEY alone is enough',
      { OPENAI_API_KEY: 'sk' },
      undefined,
      {
        provider: 'openai',
        baseUrl: 'https://api.openai.com/v1',
        model: 'gpt-4o-mini',
        apiKey: 'sk',
        facts: {},
      },
    ],
    [
      'the file goes before OPENAI_API_KEY, its first model is taken',
      { OPENAI_API_KEY: 'sk' },
      'models: [ { name: local, type: ollama, path: llama3 } ]',
      {
        provider: 'local',
        baseUrl: 'http://127.0.0.1:11434/v1',
        model: 'llama3',
        apiKey: undefined,
        facts: {},
      },
    ],
    [
      'claw chooses among the models; auth api_key takes LLM_API_KEY',
      { LLM_API_KEY: 'k' },
      'claw: { model_provider: cloud, model: big }\nmodels: [ { name: local, type: ollama, path: p }, { name: cloud, type: remote, endpoint: "https://c/v1", auth: api_key } ]',
      { provider: 'cloud', baseUrl: 'https://c/v1', model: 'big', apiKey: 'k', facts: {} },
    ],
    [
      'offline can be chosen',
      { OPENAI_API_KEY: 'sk' },
      'claw: { model_provider: offline }',
      undefined,
    ],
  ];

for (const [name, env, yaml, expected] of modelCases) {
  test(`model: ${name}`, async () => {
    const config = await load(yaml, env);
    assert.deepEqual(config.model, expected);
  });
}

const server = 'postgresql://me@db/homarus';
const gauss = 'host=gauss dbname=homarus';

const databases: readonly (readonly [name: string, env: Environment, expected: object])[] = [
  ['a connection string alone', { DATABASE_URL: server }, { provider: 'postgres', at: server }],
  [
    'one of openGauss before it',
    { DATABASE_URL: server, OPENGAUSS_CONNECTION_STRING: gauss },
    { provider: 'opengauss', at: gauss },
  ],
  [
    'unless the provider is named',
    { DATABASE_URL: server, OPENGAUSS_CONNECTION_STRING: gauss, VECTOR_DB_TYPE: 'postgres' },
    { provider: 'postgres', at: server },
  ],
  [
    'a file, whatever is set for others',
    { DATABASE_URL: server, VECTOR_DB_TYPE: 'sqlite' },
    { provider: 'sqlite', at: undefined },
  ],
];

for (const [name, env, expected] of databases) {
  test(`the database: ${name}`, async () => {
    const { database } = await load(undefined, env);
    const at = database.provider === 'sqlite' ? undefined : database.connectionString;
    assert.deepEqual({ provider: database.provider, at }, expected);
  });
}

test('hooks have a secret of their own and mappings', async () => {
  const { gateway } = await load(
    ['hooks:', '  token: a-secret-of-hooks', '  mappings:', '    - name: build', ''].join('\n'),
  );
  assert.deepEqual(gateway.hooks, {
    token: 'a-secret-of-hooks',
    maxBodyBytes: 262_144,
    mappings: [{ name: 'build', agentId: undefined, sessionKey: undefined, message: undefined }],
  });
});
