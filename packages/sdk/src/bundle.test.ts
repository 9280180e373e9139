import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

// What a page loads: all modules that the entry reaches at run time, without their types and comments.
// A bundler that also shortens names and drops what is not used makes less of it.

/** Bytes, compressed. Grown on purpose: change it. */
const limit = 15_000;

test('what a page loads of the SDK is small and has no dependency but our own packages', () => {
  const modules = reachedFrom(path.join(import.meta.dirname, 'index.ts'));
  const folders = new Set([...modules.keys()].map((file) => path.basename(ownerOf(file))));
  assert.deepEqual([...folders].toSorted(), ['base', 'protocol', 'sdk']);
  const size = gzipSync([...modules.values()].join('\n')).byteLength;
  assert.ok(size < limit, `${size} bytes in ${modules.size} modules`);
});

/** The code of every module, by its file. */
function reachedFrom(entry: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  const visit = (file: string): void => {
    if (modules.has(file)) return;
    const code = withoutComments(stripTypeScriptTypes(readFileSync(file, 'utf8')));
    modules.set(file, code);
    for (const [, specifier = ''] of code.matchAll(
      /(?<=^ ?|[;}] )(?:import|export) [^'";]*?\bfrom '([^']+)'/gu,
    )) {
      visit(resolve(specifier, file));
    }
  };
  visit(entry);
  return modules;
}

function resolve(specifier: string, from: string): string {
  return specifier.startsWith('.')
    ? path.resolve(path.dirname(from), specifier)
    : fileURLToPath(import.meta.resolve(specifier));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '').replace(/\s+/gu, ' ');
}

/** The folder above `src`. */
function ownerOf(file: string): string {
  return file.slice(0, file.lastIndexOf(`${path.sep}src${path.sep}`));
}
