import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gatewayScopes, hasScope } from './scopes.ts';

test('an admin may do everything', () => {
  for (const scope of gatewayScopes) assert.equal(hasScope(['operator.admin'], scope), true);
});

test('who may write may read, and not the other way round', () => {
  assert.equal(hasScope(['operator.write'], 'operator.read'), true);
  assert.equal(hasScope(['operator.read'], 'operator.write'), false);
});

test('approvals and pairing are granted by themselves', () => {
  assert.equal(hasScope(['operator.write'], 'operator.approvals'), false);
  assert.equal(hasScope(['operator.pairing'], 'operator.pairing'), true);
  assert.equal(hasScope([], 'operator.read'), false);
});
