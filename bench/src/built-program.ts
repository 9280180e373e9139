import { execFileSync } from 'node:child_process';
import path from 'node:path';

const build = path.resolve(import.meta.dirname, '../../scripts/program-build.mjs');

/** The file of the program as people start it. */
export function builtProgram(): string {
  return execFileSync(process.execPath, [build], { encoding: 'utf8' }).trim();
}
