import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { requirements } from './requirements.ts';

const sources = path.resolve(import.meta.dirname, '..');
const document = path.resolve(sources, '../../../docs/gateway-protocol.md');

test('each requirement has one test', () => {
  const tested = globSync('**/*.test.ts', { cwd: sources }).flatMap((file) =>
    Array.from(
      readFileSync(path.join(sources, file), 'utf8').matchAll(/^requirement\('([\w-]+)'/gmu),
      (match) => match[1] ?? '',
    ),
  );
  assert.deepEqual(tested.toSorted(), requirements.map(({ id }) => id).toSorted());
});

test('docs/gateway-protocol.md lists the requirements as they are', () => {
  const listed = Array.from(
    readFileSync(document, 'utf8').matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gmu),
    ([, id, rule]) => ({ id, rule }),
  );
  assert.deepEqual(listed, requirements);
});
