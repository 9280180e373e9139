import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createLoopBreaker } from './loop-breaker.ts';
import type { AnsweredCall } from './loop-breaker.ts';

function answered(toolName: string, input: unknown, text: string): AnsweredCall {
  return { call: { toolCallId: 'c', toolName, input }, result: { text } };
}

test('counts rounds in a row with the same call and the same result', () => {
  const breaker = createLoopBreaker(3);
  const same = answered('list', { path: '/', depth: { max: 1, min: 0 } }, 'empty');
  const reordered = answered('list', { depth: { min: 0, max: 1 }, path: '/' }, 'empty');
  assert.equal(breaker.record([same]), undefined);
  assert.equal(breaker.record([reordered]), undefined);
  assert.equal(breaker.record([same])?.toolName, 'list');
});

test('another result, other arguments or a round without the call begin anew', () => {
  const rounds = {
    result: answered('poll', {}, 'changed'),
    arguments: answered('poll', { page: 2 }, 'same'),
    pause: answered('other', {}, 'same'),
  };
  for (const between of Object.values(rounds)) {
    const breaker = createLoopBreaker(2);
    const call = answered('poll', {}, 'same');
    assert.equal(breaker.record([call]), undefined);
    assert.equal(breaker.record([between]), undefined);
    assert.equal(breaker.record([call]), undefined);
    assert.equal(breaker.record([call])?.toolName, 'poll');
  }
});

test('the same call twice in one round counts once', () => {
  const breaker = createLoopBreaker(2);
  const call = answered('list', {}, 'empty');
  assert.equal(breaker.record([call, call, call]), undefined);
  assert.equal(breaker.record([call]), call.call);
});

test('an error and a text that read the same are different results', () => {
  const breaker = createLoopBreaker(2);
  const call = answered('list', {}, 'x');
  assert.equal(breaker.record([call]), undefined);
  assert.equal(breaker.record([{ ...call, result: { text: 'x', isError: true } }]), undefined);
});
