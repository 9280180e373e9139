import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, errorCodes } from '@homarus/base';

import { toErrorBody, toOpenAiErrorBody } from './error-body.ts';

test('the memory API says code, message and details, and never the cause', () => {
  const error = new AppError('invalid_request', 'messages: expected an array, received nothing', {
    details: { path: 'messages' },
    cause: new Error('secret'),
  });
  assert.deepEqual(toErrorBody(error), {
    error: {
      code: 'invalid_request',
      message: 'messages: expected an array, received nothing',
      details: { path: 'messages' },
    },
  });
  assert.deepEqual(toErrorBody(new AppError('not_found', 'Gone.')), {
    error: { code: 'not_found', message: 'Gone.' },
  });
});

test('the OpenAI doors name the field as `param`', () => {
  const error = new AppError('invalid_request', 'input: expected a text', {
    details: { path: 'input' },
  });
  assert.deepEqual(toOpenAiErrorBody(error), {
    error: {
      message: 'input: expected a text',
      type: 'invalid_request_error',
      param: 'input',
      code: 'invalid_request',
    },
  });
  assert.equal(toOpenAiErrorBody(new AppError('unauthorized', 'No.')).error.param, null);
});

test('every code has an OpenAI type', () => {
  const types = errorCodes.map((code) => toOpenAiErrorBody(new AppError(code, '')).error.type);
  assert.ok(types.every((type) => type.endsWith('_error')));
});
