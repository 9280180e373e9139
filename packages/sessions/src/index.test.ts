import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as sessions from './index.ts';

test('what the package offers', () => {
  assert.deepEqual(Object.keys(sessions).sort(), [
    'compactionOf',
    'createLanes',
    'createSessions',
    'estimateMessageTokens',
    'fitWindow',
    'openLogOf',
    'parseSessionKey',
    'toCompactionMessage',
    'toSessionKey',
  ]);
});
