// Builds the page into `dist`: `node scripts/build.ts <hash of the sources>`. The new page takes the
// place of the old one at once, so that a gateway that serves it never has half of one.
import {
  chmodSync,
  globSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { build } from 'vite';

import { hashOfSources } from '../../../scripts/page-build.mjs';

const root = path.dirname(import.meta.dirname);
const [hash = hashOfSources()] = process.argv.slice(2);
const target = path.join(root, 'dist');
const fresh = mkdtempSync(path.join(root, 'dist.'));

await build({
  root,
  configFile: false,
  // The gateway serves the page under `/`, a proxy perhaps under something else.
  base: './',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fresh,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'base', test: isSharedByAll }] } },
    },
  },
});
addOfflineShell(fresh);
compress(fresh);
writeFileSync(path.join(fresh, '.sources'), hash);
chmodSync(fresh, 0o755);
const old = `${fresh}.old`;
try {
  renameSync(target, old);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
renameSync(fresh, target);
rmSync(old, { recursive: true, force: true });

/** One file for what every page needs, not one for each small part that two pages share. */
function isSharedByAll(id: string): boolean {
  const isLibrary = /node_modules|packages\//u.test(id) && !id.includes('uplot');
  const isPart = /src\/(?:components|gateway|settings|texts|sessions|approvals)\//u.test(id);
  return isLibrary || (isPart && !/(?:bucket-chart|-view)\.tsx/u.test(id));
}

/** The service worker keeps the files of exactly this page. */
function addOfflineShell(folder: string): void {
  const files = globSync('assets/*', { cwd: folder }).map((file) => `./${file}`);
  const worker = path.join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8')
    .replace("'__VERSION__'", JSON.stringify(hash.slice(0, 16)))
    .replace("['__FILES__']", JSON.stringify(files.toSorted()));
  writeFileSync(worker, text);
}

/** Beside each text a `.br` and a `.gz`, so that the gateway compresses nothing. */
function compress(folder: string): void {
  for (const file of globSync('{,assets/}*.{js,css,html,svg,webmanifest}', { cwd: folder })) {
    const content = readFileSync(path.join(folder, file));
    writeFileSync(path.join(folder, `${file}.br`), brotliCompressSync(content));
    writeFileSync(path.join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}
