// Builds the program when its sources are others than those of the builds that are there. Plain
// JavaScript without dependencies, for scripts/run.mjs. A check takes some 30 milliseconds. Alone,
// `node scripts/program-build.mjs`, it prints which file is the program.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { hashOf } from './hash-of.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const app = path.join(root, 'apps', 'homarus');

/** The program as it is written. */
export const programSource = path.join(app, 'src', 'main.ts');

/**
 * The program to start: built, with the given Node when that is needed. Where it cannot be built (a
 * folder that cannot be written to, for one), the sources, which start slower and take more memory.
 */
export function buildProgramWhenStale(node) {
  const hash = hashOf(root, sources());
  const program = path.join(app, 'dist', hash, 'main.js');
  if (existsSync(program)) return program;
  process.stderr.write('Building the program (once; some seconds) ...\n');
  const result = spawnSync(node, [path.join(app, 'scripts', 'build.ts'), hash], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status === 0) return program;
  process.stderr.write('It could not be built, see above. Its sources are run instead.\n');
  return programSource;
}

/** Everything that the program is made of. */
function sources() {
  const workspaces = ['packages', 'adapters'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .sort()
      .map((name) => `${folder}/${name}/src`),
  );
  const apps = ['apps/homarus/scripts', 'apps/homarus/src', 'apps/mcp/src'];
  return ['package-lock.json', ...apps, ...workspaces];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${buildProgramWhenStale(process.execPath)}\n`);
}
