import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as adapter from './index.ts';

test('exports what others may rely on', () => {
  assert.deepEqual(Object.keys(adapter).sort(), ['openaiEmbeddingModel', 'openaiModel']);
});
