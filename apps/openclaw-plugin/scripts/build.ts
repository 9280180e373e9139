// Builds the package that OpenClaw installs into `dist`: one module of plain JavaScript without
// dependencies, the manifest, and what a person reads. `npm pack ./apps/openclaw-plugin/dist` packs it.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { build } from 'vite';

const root = path.dirname(import.meta.dirname);
const target = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/index.ts',
    outDir: target,
    emptyOutDir: false,
    target: 'node22',
    minify: false,
    rolldownOptions: {
      // Our packages do nothing when they are loaded.
      treeshake: { moduleSideEffects: false },
      output: { entryFileNames: 'index.js', codeSplitting: false },
    },
  },
});
makeDefault(path.join(target, 'index.js'));
for (const name of ['openclaw.plugin.json', 'README.md', 'README.zh.md']) {
  copyFileSync(path.join(root, 'package', name), path.join(target, name));
}
copyFileSync(path.join(root, '../../LICENSE'), path.join(target, 'LICENSE'));
writeFileSync(path.join(target, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);

/** Hosts load the default export; in the sources every export has its name. */
function makeDefault(file: string): void {
  const text = readFileSync(file, 'utf8');
  const named = 'export { plugin };';
  if (!text.includes(named)) throw new Error(`${file}: expected "${named}" at its end`);
  writeFileSync(file, text.replace(named, 'export { plugin as default };'));
}

function manifest(): object {
  return {
    name: 'og-memory-context-engine',
    version,
    description:
      'Long-term memory for OpenClaw: recall, capture and compaction over a Homarus server',
    license: 'MIT',
    type: 'module',
    main: './index.js',
    exports: { '.': './index.js', './package.json': './package.json' },
    engines: { node: '>=22' },
    keywords: ['openclaw', 'openclaw-plugin', 'memory', 'context-engine'],
    openclaw: { extensions: ['./index.js'] },
  };
}
