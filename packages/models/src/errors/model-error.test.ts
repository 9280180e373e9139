import assert from 'node:assert/strict';
import { test } from 'node:test';

import { APICallError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { AppError } from '@homarus/base';

import { toModelError } from './model-error.ts';

function apiError(status: number | undefined, message = 'No.', code?: string): APICallError {
  return new APICallError({
    message,
    url: 'https://me:pw@models.example/v1/chat/completions?key=abc',
    requestBodyValues: { model: 'qwen3', messages: ['a private prompt'] },
    ...(status === undefined ? {} : { statusCode: status }),
    data: { error: { message, code } },
  });
}

const byStatus: readonly (readonly [number, string, boolean])[] = [
  [400, 'model_failed', false],
  [401, 'model_failed', false],
  [404, 'model_failed', false],
  [408, 'timeout', true],
  [409, 'model_failed', true],
  [413, 'model_failed', false],
  [429, 'rate_limited', true],
  [500, 'unavailable', true],
  [503, 'unavailable', true],
];

for (const [status, code, retryable] of byStatus) {
  test(`a status ${status} is ${code}`, () => {
    const error = toModelError(apiError(status));
    assert.deepEqual([error.code, error.retryable], [code, retryable]);
    assert.match(error.message, new RegExp(`"qwen3" answered ${status}`, 'u'));
    assert.equal(error.details?.['status'], status);
  });
}

test('keeps the prompt, keys and secrets of the URL to itself', () => {
  const error = toModelError(apiError(400, 'Bad sk-abcdef123456, Bearer xyz and hunter2'), {
    secrets: ['hunter2'],
  });
  const shown = JSON.stringify([error.message, error.details, error.cause ?? null]);
  assert.doesNotMatch(shown, /abcdef|xyz|hunter2|private|me:pw|key=abc/u);
  assert.equal(error.details?.['url'], 'https://models.example/v1/chat/completions');
});

test('a used-up quota is not tried again', () => {
  const error = toModelError(apiError(429, 'Quota', 'insufficient_quota'));
  assert.deepEqual([error.code, error.retryable], ['rate_limited', false]);
  assert.match(error.message, /no quota left/u);
});

test('names what a connection failed with', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const slow = Object.assign(new Error('headers'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
  const wrap = (cause: Error): Error => new TypeError('fetch failed', { cause });
  const { message, code } = toModelError(wrap(refused));
  assert.equal(code, 'unavailable');
  assert.match(message, /ECONNREFUSED/u);
  assert.equal(toModelError(wrap(slow)).code, 'timeout');
});

test('reads the error objects that come inside streams', () => {
  const codeOf = (error: unknown): string => toModelError(error).code;
  assert.equal(codeOf({ message: 'x', type: 'server_error', code: null }), 'unavailable');
  assert.equal(codeOf({ message: 'x', code: 'rate_limit_exceeded' }), 'rate_limited');
  assert.equal(codeOf({ message: 'x', code: 503 }), 'unavailable');
  assert.equal(codeOf({ message: 'x', code: 'content_policy' }), 'model_failed');
  assert.match(toModelError({ message: 'Too hot' }).message, /Too hot/u);
});

test('a signal says why the call ended', () => {
  const aborted = AbortSignal.abort();
  assert.equal(toModelError(new Error('whatever'), { signal: aborted }).code, 'aborted');
  const reason = new AppError('timeout', 'The turn took too long.');
  assert.equal(toModelError(new Error('x'), { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(toModelError(new DOMException('', 'AbortError')).code, 'aborted');
  assert.equal(toModelError(new DOMException('', 'TimeoutError')).code, 'timeout');
});

test('leaves an AppError as it is, and hides the text of a bug', () => {
  const known = new AppError('conflict', 'x');
  assert.equal(toModelError(known), known);
  const bug = toModelError(new RangeError('a private detail'), { modelId: 'm' });
  assert.equal(bug.code, 'model_failed');
  assert.doesNotMatch(bug.message, /private/u);
  const image = new UnsupportedFunctionalityError({ functionality: 'PDF file parts' });
  assert.equal(toModelError(image).code, 'unsupported');
});
