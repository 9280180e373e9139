// Builds the control page when its sources are others than those of the page that is there. Plain
// JavaScript without dependencies, for scripts/run.mjs. A check takes some milliseconds.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { hashOf } from './hash-of.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const page = path.join(root, 'apps', 'control-ui');
const stamp = path.join(page, 'dist', '.sources');

/** Everything that the page is made of. */
const sources = [
  'apps/control-ui/index.html',
  'apps/control-ui/package.json',
  'apps/control-ui/public',
  'apps/control-ui/scripts',
  'apps/control-ui/src',
  'packages/base/src',
  'packages/protocol/src',
  'packages/sdk/src',
];

/** A hash over the names and contents of the page's sources. */
export function hashOfSources() {
  return hashOf(root, sources);
}

/** Builds with the given Node when that is needed. Answers the build's exit status; 0 when there is nothing to do. */
export function buildPageWhenStale(node) {
  const hash = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 0;
  process.stderr.write('Building the page (once; some seconds) ...\n');
  const script = path.join(page, 'scripts', 'build.ts');
  const result = spawnSync(node, [script, hash], {
    cwd: page,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return result.status ?? 1;
}
