import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layoutRows, rowsBetween } from './row-layout.ts';

const heights = [10, 20, 30, 40];
const layout = layoutRows(heights.length, (index) => heights[index] ?? 0);

test('rows stand below each other', () => {
  assert.equal(layout.total, 100);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => layout.topOf(index)),
    [0, 10, 30, 60, 100],
  );
  assert.deepEqual([layout.topOf(-1), layout.topOf(9)], [0, 100]);
});

test('the row at a height, also above and below all', () => {
  assert.deepEqual(
    [-5, 0, 9, 10, 29, 30, 99, 500].map((top) => layout.rowAt(top)),
    [0, 0, 0, 1, 1, 2, 3, 3],
  );
});

test('the rows between two heights', () => {
  assert.deepEqual(rowsBetween(layout, 12, 35), { first: 1, end: 3 });
  assert.deepEqual(rowsBetween(layout, -50, 500), { first: 0, end: 4 });
  assert.deepEqual(
    rowsBetween(
      layoutRows(0, () => 10),
      0,
      500,
    ),
    { first: 0, end: 0 },
  );
});
