import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { AppError } from '@homarus/base';

import { readPlugin } from './manifest.ts';
import type { FoundPlugin } from './manifest.ts';

/**
 * Installs a plugin from a folder or from a package that npm can find, with what it depends on; no
 * script of any package is run. One that is there takes its place only when the new one is whole.
 * Rejects with `invalid_request` for what is no plugin, `unavailable` when npm fails.
 */
export async function installPlugin(spec: string, pluginsDir: string): Promise<FoundPlugin> {
  const local = localSource(spec);
  const staging = path.join(pluginsDir, `.installing-${process.pid}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    writeFileSync(path.join(staging, 'package.json'), JSON.stringify({ private: true }));
    await runNpm(['install', local ?? spec], staging);
    const name = installedName(staging, spec);
    const { id } = readPlugin(path.join(staging, 'node_modules', name));
    const manifest = { private: true, dependencies: dependenciesOf(staging), homarusPlugin: name };
    writeFileSync(path.join(staging, 'package.json'), JSON.stringify(manifest, undefined, 2));
    const place = placeOf(id, pluginsDir);
    rmSync(place, { recursive: true, force: true });
    renameSync(staging, place);
    return readPlugin(path.join(place, 'node_modules', name));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The place of a folder or file; undefined for what npm is to find. Throws for one that is no plugin. */
function localSource(spec: string): string | undefined {
  const isNamedAsPlace = /^(?:\.{0,2}[\\/]|\.{1,2}$|[a-z]:[\\/])|\.tgz$/iu.test(spec);
  if (!existsSync(spec)) {
    if (!isNamedAsPlace) return undefined;
    throw new AppError('not_found', `${path.resolve(spec)} is not there.`);
  }
  const place = path.resolve(spec);
  if (statSync(place).isDirectory()) {
    readPlugin(place);
    if (!existsSync(path.join(place, 'package.json'))) {
      throw new AppError(
        'invalid_request',
        `${place} has no package.json with a name and a version, which npm needs to install it. It can be loaded where it is: plugins.load.paths.`,
      );
    }
  }
  return place;
}

/** Removes an installed plugin; false when it is none of the folder's. What it has stored stays. */
export function removePlugin({ folder, id }: FoundPlugin, pluginsDir: string): boolean {
  const place = placeOf(id, pluginsDir);
  const isInstalled = existsSync(place) && folder.startsWith(place);
  if (isInstalled) rmSync(place, { recursive: true });
  return isInstalled;
}

/** Ids may have slashes in them. */
function placeOf(id: string, pluginsDir: string): string {
  return path.join(pluginsDir, id.replaceAll('/', '__'));
}

function dependenciesOf(folder: string): Readonly<Record<string, string>> {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(text) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return dependencies;
}

function installedName(folder: string, spec: string): string {
  const [name] = Object.keys(dependenciesOf(folder));
  if (name === undefined)
    throw new AppError('invalid_request', `npm installed nothing for ${spec}.`);
  return name;
}

const npmOptions = [
  '--ignore-scripts',
  '--install-links',
  '--omit=dev',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  // A registry that cannot be reached is told soon.
  '--fetch-retries=1',
  '--fetch-timeout=60000',
] as const;

/** Of one package with all that it depends on. */
const npmTimeoutMs = 600_000;

async function runNpm(given: readonly string[], folder: string): Promise<void> {
  const ended = Promise.withResolvers<number | null>();
  const npm = spawn('npm', [...given, ...npmOptions], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: npmTimeoutMs,
  });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  npm.once('error', ended.reject);
  npm.once('close', ended.resolve);
  const exitCode = await ended.promise.catch((error: unknown) => {
    throw new AppError('unavailable', 'npm cannot be run; plugins are installed with it.', {
      cause: error,
    });
  });
  if (exitCode === 0) return;
  const reason = exitCode === null ? `it took longer than ${npmTimeoutMs} ms` : said.trim();
  throw new AppError('unavailable', `npm ${given.join(' ')} failed: ${reason}`);
}
