import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { envTable } from '../env.ts';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const main = path.resolve(import.meta.dirname, '..', 'main.ts');

function homarus(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const ran = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOMARUS_HOME: '/nonexistent/homarus', ...env },
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

test('help lists every command, every variable and the exit codes, in both languages', () => {
  const english = homarus(['--help']);
  const chinese = homarus(['--help'], { LANG: 'zh_CN.UTF-8' });
  assert.deepEqual([english.code, chinese.code], [0, 0]);
  for (const shown of [english.stdout, chinese.stdout]) {
    for (const { name } of envTable) assert.match(shown, new RegExp(`^  ${name} `, 'mu'));
    for (const name of ['up', 'gateway', 'memory', 'chat', 'config']) {
      assert.match(shown, new RegExp(`^  ${name} `, 'mu'));
    }
    for (const code of [0, 1, 2, 130]) assert.match(shown, new RegExp(`^  ${code} `, 'mu'));
  }
  assert.match(english.stdout, /^Usage: homarus/u);
  assert.match(chinese.stdout, /^用法：/u);
  assert.doesNotMatch(chinese.stdout, /Commands:|Options:/u);
});

test('without arguments the help is shown', () => {
  const shown = homarus([]);
  assert.equal(shown.code, 0);
  assert.equal(shown.stdout, homarus(['--help']).stdout);
});

test('the version stands alone on its line', () => {
  assert.match(homarus(['--version']).stdout, /^\d+\.\d+\.\d+\n$/u);
});

const slips: readonly (readonly [args: string, message: RegExp])[] = [
  ['chta', /no command "chta"\. Did you mean "chat"\?\nSee: homarus --help/u],
  ['memory serch tea', /no command "serch"\. Did you mean "search"\?\nSee: homarus memory --help/u],
  ['config valdate', /no command "valdate"\. Did you mean "validate"\?/u],
  ['up --prot 1', /no option "--prot"\. Did you mean "--port"\?\nSee: homarus up --help/u],
  ['up --port', /--port <port> needs a value/u],
  ['up now', /Too many arguments/u],
  ['memory search', /<query> is missing/u],
  ['memory search tea --limit many', /--limit needs a whole number from 1 to 200/u],
];

for (const [args, message] of slips) {
  test(`homarus ${args}: exit code 2, and what was meant`, () => {
    const ran = homarus(args.split(' '));
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, message);
    assert.equal(ran.stdout, '');
  });
}

test('config validate tells that the defaults are valid; a wrong variable is exit code 2', () => {
  const good = homarus(['config', 'validate']);
  assert.equal(good.code, 0);
  assert.match(good.stdout, /There is no \/nonexistent\/homarus\/config\.yaml; the defaults/u);
  const bad = homarus(['config', 'validate'], { GATEWAY_PORT: 'x', LC_ALL: 'zh_CN.UTF-8' });
  assert.equal(bad.code, 2);
  assert.match(bad.stderr, /GATEWAY_PORT: gateway\.port: 现在是 "x"，应为端口/u);
});

test('config get shows what is in effect, never a secret', () => {
  const env = { HOMARUS_GATEWAY_TOKEN: 'hush-hush-hush', OPENAI_API_KEY: 'sk-hush' };
  const all = homarus(['config', 'get'], env);
  assert.equal(all.code, 0);
  assert.doesNotMatch(all.stdout, /hush/u);
  assert.equal(homarus(['config', 'get', 'gateway.port'], env).stdout, '18789\n');
  assert.equal(homarus(['config', 'get', 'no.such'], env).code, 1);
});

test('config set and unset change the file and say what waits; the schema is printed', () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'homarus-cli-'));
  const env = { HOMARUS_HOME: folder.path };
  const file = path.join(folder.path, 'config.yaml');
  writeFileSync(file, '# mine\ngateway:\n  prot: 1\n');
  const mended = homarus(['config', 'unset', 'gateway.prot'], env);
  assert.deepEqual([mended.code, readFileSync(file, 'utf8')], [0, '# mine\ngateway: {}\n']);
  const set = homarus(['config', 'set', 'gateway.port', '1234'], env);
  assert.match(set.stdout, /Changed: gateway\.port\.\nThese take effect at the next start/u);
  assert.equal(readFileSync(file, 'utf8'), '# mine\ngateway: { port: 1234 }\n');
  assert.equal(homarus(['config', 'set', 'gateway.port', 'many'], env).code, 2);
  assert.equal(homarus(['config', 'unset', 'gateway.host'], env).code, 1);
  const zh = homarus(['config', 'set', 'claw.name', 'Bo'], { ...env, LANG: 'zh_CN.UTF-8' });
  assert.match(zh.stdout, /已保存/u);
  const schema = JSON.parse(homarus(['config', 'schema'], env).stdout) as object;
  assert.ok('properties' in schema);
});
