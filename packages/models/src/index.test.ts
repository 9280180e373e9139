import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as models from './index.ts';

test('exports what others may rely on', () => {
  assert.deepEqual(Object.keys(models).sort(), [
    'generateJson',
    'guardedEmbeddingModel',
    'guardedModel',
    'isOfflineModel',
    'lastUserText',
    'offlineModel',
    'parseJsonText',
    'recalledOf',
    'retryingEmbeddingModel',
    'retryingModel',
    'textOfMessage',
    'toModelError',
    'toRecalledOptions',
  ]);
});
