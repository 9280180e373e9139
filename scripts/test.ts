// `npm test` (unit) and `npm run test:system` (system): node's own test runner over the files of a
// kind. Further arguments are paths or parts of paths to run alone: `npm test -- packages/memory`.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

import { buildPageWhenStale } from './page-build.mjs';
import { installSystemPackages } from './system-packages.ts';

const root = path.dirname(import.meta.dirname);
const [kind = 'unit', ...only] = process.argv.slice(2);

function filesOf(wanted: string): readonly string[] {
  const isSystem = (file: string): boolean => file.endsWith('.system.test.ts');
  return globSync('{packages,adapters,apps,bench,scripts}/**/*.test.ts', {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  })
    .filter((file) => isSystem(file) === (wanted === 'system'))
    .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
    .toSorted();
}

const files = filesOf(kind);
if (files.length === 0) {
  process.stderr.write(`No ${kind} test matches ${only.join(' ') || 'at all'}.\n`);
  process.exit(1);
}
// Tests look at the page as it is served.
if (buildPageWhenStale(process.execPath) !== 0) process.exit(1);
if (kind === 'system') {
  installSystemPackages({ postgres: files.some((file) => file.includes('postgres')) });
}
const result = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${kind === 'system' ? 1 : 2}`,
    `--test-timeout=${kind === 'system' ? 600_000 : 60_000}`,
    ...files,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = result.status ?? 1;
