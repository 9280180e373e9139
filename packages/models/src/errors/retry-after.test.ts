import assert from 'node:assert/strict';
import { test } from 'node:test';

import { retryAfterMs } from './retry-after.ts';

test('reads seconds, milliseconds and dates', () => {
  assert.equal(retryAfterMs({ 'retry-after': '7' }), 7000);
  assert.equal(retryAfterMs({ 'retry-after': '0.25' }), 250);
  assert.equal(retryAfterMs({ 'retry-after-ms': '120.5', 'retry-after': '7' }), 121);
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
  assert.equal(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date }), 5000);
  assert.equal(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT', date }), 0);
});

test('passes over what it cannot read', () => {
  assert.equal(retryAfterMs({}), undefined);
  assert.equal(retryAfterMs({ 'retry-after': 'soon' }), undefined);
  assert.equal(retryAfterMs({ 'retry-after': '-1' }), undefined);
  assert.equal(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT' }), undefined);
});
