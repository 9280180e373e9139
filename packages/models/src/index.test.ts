import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as models from './index.ts';

test('exports what others may rely on', () => {
  assert.deepEqual(Object.keys(models).sort(), [
    'createUsageMeter',
    'generateJson',
    'guardedEmbeddingModel',
    'guardedModel',
    'isOfflineModel',
    'lastUserText',
    'meteredEmbeddingModel',
    'meteredModel',
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
