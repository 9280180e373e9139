import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as agent from './index.ts';

test('what the package offers', () => {
  assert.deepEqual(Object.keys(agent).sort(), ['defaultAgentLimits', 'defineTool', 'runAgent']);
});
