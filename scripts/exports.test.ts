import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { pinnedFile, readExports } from './exports.ts';

test('packages export what is pinned; `node scripts/exports.ts` pins anew what is meant to change', async () => {
  const pinned: unknown = JSON.parse(readFileSync(pinnedFile, 'utf8'));
  assert.deepEqual(await readExports(), pinned);
});
