import assert from 'node:assert/strict';
import { test } from 'node:test';

import { safeFileName } from './file-name.ts';

const names: readonly (readonly [string | undefined, string])[] = [
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\Ann\\旅行 计划.docx', '旅行 计划.docx'],
  ['.bashrc', 'bashrc'],
  ['..', 'file'],
  ['a\u0000b<c>.txt', 'a_b_c_.txt'],
  ['', 'file'],
  [undefined, 'file'],
];
for (const [given, expected] of names) {
  test(`the name ${JSON.stringify(given)} becomes ${expected}`, () => {
    assert.equal(safeFileName(given), expected);
  });
}

test('a long name keeps its ending', () => {
  const name = safeFileName(`${'长'.repeat(500)}.png`);
  assert.equal(Array.from(name).length, 120);
  assert.ok(name.endsWith('.png'));
});
