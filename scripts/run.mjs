// Runs a TypeScript program of this repository: `node scripts/run.mjs <program.ts> [arguments]`.
// First installs what is missing, so that every npm script works on a fresh clone. This file is
// plain JavaScript without dependencies because any Node from 20 on must be able to start it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { installOnce } from './install-once.mjs';
import { buildPageWhenStale } from './page-build.mjs';
import { buildProgramWhenStale, programSource } from './program-build.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const exe = process.platform === 'win32' ? '.exe' : '';
const ownNode = path.join(modules, 'node', 'bin', `node${exe}`);

/** What development alone needs is there: the linter is of that. */
function hasDevelopment() {
  return existsSync(path.join(modules, 'oxlint'));
}

/** npm writes its own lockfile into node_modules last: when it is the newer one, all is installed. */
function isInstalled(needsDevelopment) {
  const wanted = path.join(root, 'package-lock.json');
  const installed = path.join(modules, '.package-lock.json');
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(wanted).mtimeMs &&
    (!needsDevelopment || hasDevelopment())
  );
}

/** Who only uses it needs half of it on the disk; who develops keeps the rest at an update. */
async function install(needsDevelopment) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const omitted = needsDevelopment || hasDevelopment() ? [] : ['--omit=dev'];
  const args = ['ci', ...omitted, '--no-audit', '--no-fund', '--loglevel=error'];
  process.stderr.write('Installing dependencies (once; about a minute) ...\n');
  const code = await installOnce(path.join(root, '.installing'), {
    isInstalled: () => isInstalled(needsDevelopment),
    start: () =>
      spawn(npm, args, {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      }),
  });
  if (code !== 0) fail('npm ci failed; its message is above. Is the npm registry reachable?', code);
  const version = spawnSync(ownNode, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) {
    const text = `${version.error?.message ?? ''}${version.stderr ?? ''}`.trim();
    const hint = text.includes('libatomic') ? '\nInstall it: apt-get install libatomic1' : '';
    fail(`The installed Node.js does not start: ${text}${hint}`, 1);
  }
}

function fail(message, status) {
  process.stderr.write(`homarus: ${message}\n`);
  process.exit(status);
}

const [program, ...rest] = process.argv.slice(2);
if (program === undefined) fail('scripts/run.mjs needs a program to run.', 2);
const wanted = path.resolve(root, program);
const isUse = wanted === programSource;
if (!isInstalled(!isUse)) await install(!isUse);
const target = isUse ? buildProgramWhenStale(ownNode) : wanted;

// The gateway serves the page: these two commands start it.
if (rest[0] === 'up' || rest[0] === 'gateway') {
  const status = buildPageWhenStale(ownNode);
  if (status !== 0) fail('The page could not be built; the reason is above.', status);
}

// npm hands a signal to its shell, which dies without handing it on: an orphan ends as if it were told to.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

if (Number(process.versions.node.split('.')[0]) >= 26) {
  process.argv = [process.argv[0], target, ...rest];
  await import(pathToFileURL(target).href);
} else {
  const child = spawn(ownNode, [...process.execArgv, target, ...rest], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  // Ctrl-C reaches the child by itself (same terminal); a signal sent to this process is handed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => fail(`cannot start ${ownNode}: ${error.message}`, 1));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
