import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const dist = path.resolve(import.meta.dirname, '../dist');

/** What a browser has to load before a person can write, compressed. */
const limit = 120_000;

test('the first load is small', () => {
  const files = firstLoad();
  const size = files
    .map((file) => readFileSync(path.join(dist, `${file}.br`)).byteLength)
    .reduce((sum, bytes) => sum + bytes, 0);
  assert.ok(
    files.some((file) => file.endsWith('.js')) && files.some((file) => file.endsWith('.css')),
  );
  assert.ok(size < limit, `${size} bytes in ${files.join(', ')}`);
});

/** The page, what it names, and what its scripts import at once. */
function firstLoad(): readonly string[] {
  const found = new Set(['index.html', 'icon.svg']);
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(path.join(dist, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/\bfrom\s*["']\.\/([^"']+)["']/gu))
      visit(`assets/${name}`);
  };
  for (const [, name = ''] of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)) visit(name);
  return [...found];
}
