import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as sessions from './index.ts';

test('what the package offers', () => {
  assert.deepEqual(Object.keys(sessions).sort(), [
    'changeFacts',
    'channelSessionKey',
    'compactionOf',
    'createLanes',
    'createSessions',
    'cronSessionKey',
    'emptyTally',
    'estimateMessageTokens',
    'fitWindow',
    'mainSessionKey',
    'newestTurns',
    'openLogOf',
    'parseSessionKey',
    'personOfKey',
    'replacedPositionOf',
    'resolveSessionKey',
    'sessionKinds',
    'sessionPlaceOf',
    'summarizeEntries',
    'summaryLength',
    'toCompactionMessage',
    'toReplacement',
    'toSessionKey',
    'usageBucketMs',
  ]);
});
