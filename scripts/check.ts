// `npm run check`: format, lint, boundaries and types. Says what each found, fails if one did.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { findViolations } from './boundaries.ts';

const root = path.dirname(import.meta.dirname);
const bin = path.join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };

function run(name: string, command: string, ...args: readonly string[]): boolean {
  const started = performance.now();
  const result = spawnSync(path.join(bin, command), args, { cwd: root, env, encoding: 'utf8' });
  const isOk = result.status === 0;
  report(name, isOk, performance.now() - started);
  if (!isOk) process.stdout.write(`${result.stdout}${result.stderr}\n`);
  return isOk;
}

function boundaries(): boolean {
  const started = performance.now();
  const violations = findViolations(root);
  report('boundaries', violations.length === 0, performance.now() - started);
  for (const line of violations) process.stdout.write(`  ${line}\n`);
  return violations.length === 0;
}

function report(name: string, isOk: boolean, tookMs: number): void {
  process.stdout.write(`${isOk ? 'ok  ' : 'FAIL'} ${name} (${Math.round(tookMs)} ms)\n`);
}

const results = [
  run('format (npm run format mends it)', 'oxfmt', '--check', '.'),
  run('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  boundaries(),
  run('types', 'tsc', '-p', '.'),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
