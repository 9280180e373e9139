// Writes scripts/exports.json anew: what each package exports at run time. Run it when a change of the
// exports is meant: `node scripts/exports.ts`.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.dirname(import.meta.dirname);
export const pinnedFile = path.join(import.meta.dirname, 'exports.json');

/** The names that each package's entry exports, sorted, by the name of the package. */
export async function readExports(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const manifest of globSync('{packages,adapters}/*/package.json', { cwd: root }).toSorted()) {
    const { name } = JSON.parse(readFileSync(path.join(root, manifest), 'utf8')) as {
      readonly name: string;
    };
    const entry = path.join(root, path.dirname(manifest), 'src', 'index.ts');
    const loaded = (await import(pathToFileURL(entry).href)) as Readonly<Record<string, unknown>>;
    found[name] = Object.keys(loaded).toSorted();
  }
  return found;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(pinnedFile, `${JSON.stringify(await readExports(), null, 2)}\n`);
}
