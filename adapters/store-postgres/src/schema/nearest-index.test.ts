import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nearestIndexOf } from './nearest-index.ts';

test('vectors are indexed in the type that holds their length, and not beyond', () => {
  assert.match(nearestIndexOf(2000) ?? '', /\(vector::vector\(2000\)\) vector_cosine_ops/u);
  assert.match(nearestIndexOf(2001) ?? '', /\(vector::halfvec\(2001\)\) halfvec_cosine_ops/u);
  assert.match(nearestIndexOf(4000) ?? '', /where vector_dims\(vector\) = 4000/u);
  assert.equal(nearestIndexOf(4001), undefined);
});
