// Builds the program into `dist/<hash of its sources>`: `node scripts/build.ts <hash>`. A thousand small
// modules cost a process a third of a second and half of its memory; some large ones cost neither.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

import { rolldown } from 'rolldown';
import type { Plugin } from 'rolldown';

/** A process loads parts of its build long after it has started, and may outlive an update. */
const keptBuilds = 4;

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'dist');
const [hash] = process.argv.slice(2);
if (hash === undefined) throw new Error('scripts/build.ts needs the hash of the sources.');

mkdirSync(dist, { recursive: true });
const fresh = mkdtempSync(path.join(dist, '.fresh-'));
try {
  await build(fresh);
  chmodSync(fresh, 0o755);
  renameSync(fresh, path.join(dist, hash));
} catch (error) {
  rmSync(fresh, { recursive: true, force: true });
  // Another process was faster.
  if (!isTaken(error)) throw error;
}
removeOldBuilds();

async function build(folder: string): Promise<void> {
  await using bundle = await rolldown({
    input: path.join(root, 'src/main.ts'),
    platform: 'node',
    // Native parts that are not installed; what asks for them goes on without.
    external: ['pg-native', 'bufferutil', 'utf-8-validate'],
    plugins: [placeOfSource(folder)],
    logLevel: 'warn',
  });
  await bundle.write({ dir: folder, format: 'esm' });
}

/** `import.meta` says where the source stands, so that what is found beside a source is found from here. */
function placeOfSource(folder: string): Plugin {
  return {
    name: 'place-of-source',
    transform: {
      filter: { code: /import\.meta\.(?:url|filename|dirname)/u, id: { exclude: /node_modules/u } },
      handler(code, id) {
        const place = path.relative(folder, id).replaceAll(path.sep, '/');
        const parent = path.posix.dirname(place);
        return code
          .replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`)
          .replaceAll('import.meta.filename', `(import.meta.dirname + '/${place}')`)
          .replaceAll(/import\.meta\.dirname(?! \+)/gu, `(import.meta.dirname + '/${parent}')`);
      },
    },
  };
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'EPERM')
  );
}

function removeOldBuilds(): void {
  const builds = readdirSync(dist)
    .map((name) => path.join(dist, name))
    .map((folder) => ({ folder, builtAt: statSync(folder).mtimeMs }))
    .toSorted((a, b) => b.builtAt - a.builtAt);
  for (const { folder } of builds.slice(keptBuilds))
    rmSync(folder, { recursive: true, force: true });
}
