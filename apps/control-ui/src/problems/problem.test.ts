import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, errorCodes } from '@homarus/base';
import { callDetailCodes, connectDetailCodes } from '@homarus/protocol';

import { textsOf } from '../texts/index.ts';
import { problemText, toProblem } from './problem.ts';

test('a failure is told by its most exact code', () => {
  const message = 'There is no scheduled job job_1; cron.list shows all.';
  const gone = new AppError('not_found', message, { details: { code: 'CRON_JOB_NOT_FOUND' } });
  assert.deepEqual(toProblem(gone), { code: 'CRON_JOB_NOT_FOUND', message });
  assert.equal(toProblem(new AppError('conflict', 'Changed.')).code, 'CONFLICT');
  assert.deepEqual(toProblem(new TypeError('x is no function')), {
    code: '',
    message: 'x is no function',
  });
});

test('in Chinese every code of the gateway has a text; what has no code keeps its sentence', () => {
  const known = [
    ...errorCodes.map((code) => code.toUpperCase()),
    ...connectDetailCodes,
    ...callDetailCodes,
  ];
  for (const code of known) {
    const text = problemText({ code, message: 'Why.' }, textsOf('zh'));
    assert.match(text, /\p{Script=Han}/u, code);
  }
  assert.equal(problemText({ code: 'NEW_ONE', message: 'Why.' }, textsOf('zh')), 'Why.');
  assert.equal(problemText({ code: 'CONFLICT', message: 'Why.' }, textsOf('en')), 'Why.');
});
