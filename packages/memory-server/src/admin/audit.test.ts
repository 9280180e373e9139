import assert from 'node:assert/strict';
import { test } from 'node:test';

import { auditedAction } from './audit.ts';

const calls: readonly (readonly [method: string, path: string, action: string | undefined])[] = [
  ['DELETE', '/memories/:id', 'memories.delete'],
  ['POST', '/export', 'memory.export'],
  ['POST', '/import', 'memory.import'],
  ['POST', '/repair', 'memory.repair'],
  ['POST', '/reembed', 'memory.reembed'],
  ['GET', '/memories', undefined],
  ['POST', '/search_memory', undefined],
  ['POST', '/after_turn', undefined],
  // These write their own line, together with the change.
  ['DELETE', '/admin/accounts/:accountId/keys/:keyId', undefined],
];

for (const [method, path, action] of calls) {
  test(`${method} ${path} is ${action === undefined ? 'no line' : action} in the audit log`, () => {
    assert.equal(auditedAction(method, path), action);
  });
}
