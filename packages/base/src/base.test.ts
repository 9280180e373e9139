import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  AppError,
  backoffMs,
  createIds,
  estimateTokens,
  hasCode,
  httpStatusOf,
  isAppError,
  isId,
  languageOf,
  nearestWord,
  systemClock,
  toAppError,
  truncate,
  withDeadline,
} from './index.ts';
import { errorCodes } from './errors.ts';
import { manualClock, recordingLogger, sequentialIds } from './testing/index.ts';

test('an AppError is known by its brand, also when another copy of the class made it', () => {
  const foreign = { [Symbol.for('homarus.AppError')]: true, code: 'conflict' };
  assert.ok(isAppError(foreign));
  assert.ok(isAppError(new AppError('conflict', 'x')));
  assert.ok(!isAppError(new Error('x')));
});

test('a bug keeps its text to itself', () => {
  const bug = new TypeError('secret path');
  const error = toAppError(bug);
  assert.equal(error.code, 'internal');
  assert.doesNotMatch(error.message, /secret/u);
  assert.equal(error.cause, bug);
});

test('what may succeed later is retryable, unless it is said otherwise', () => {
  assert.equal(new AppError('unavailable', 'x').retryable, true);
  assert.equal(new AppError('invalid_request', 'x').retryable, false);
  assert.equal(new AppError('conflict', 'x', { retryable: true }).retryable, true);
});

test('every code has an HTTP status of an error', () => {
  for (const code of errorCodes) assert.ok(httpStatusOf(code) >= 400, code);
});

test('ids tell their kind and sort by time', () => {
  let now = 1_000;
  const ids = createIds({ now: () => now, fillRandom: (bytes) => void bytes.fill(7) });
  const first = ids.next('memory');
  now += 1;
  const second = ids.next('memory');
  assert.match(first, /^mem_[0-9A-HJKMNP-TV-Z]{26}$/u);
  assert.ok(first < second);
  assert.ok(isId('memory', first) && !isId('job', first));
});

test('backoff doubles up to its limit, half of it random', () => {
  const options = { baseMs: 100, maxMs: 1_000, random: () => 1 };
  assert.deepEqual(
    [1, 2, 3, 9].map((attempt) => backoffMs(attempt, options)),
    [100, 200, 400, 1_000],
  );
  assert.equal(backoffMs(1, { ...options, random: () => 0 }), 50);
});

test('a deadline ends work that does not listen', async () => {
  const never = new Promise<never>(() => undefined);
  await assert.rejects(
    withDeadline({ timeoutMs: 5, name: 'waiting' }, () => never),
    (error) => hasCode(error, 'timeout') && /waiting took longer than 5 ms/u.test(error.message),
  );
});

test('a deadline hands on results, failures and the abort of its caller', async () => {
  const options = { timeoutMs: 1_000, name: 'work' };
  assert.equal(await withDeadline(options, async () => 7), 7);
  await assert.rejects(
    withDeadline(options, () => Promise.reject(new Error('own'))),
    /own/u,
  );
  const controller = new AbortController();
  const pending = withDeadline(
    { ...options, signal: controller.signal },
    () => new Promise(() => undefined),
  );
  controller.abort();
  await assert.rejects(pending, (error) => hasCode(error, 'aborted'));
});

test('a sleep longer than a timer takes does not end at once', async () => {
  const controller = new AbortController();
  const sleeping = systemClock.sleep(2 ** 31, { signal: controller.signal });
  await systemClock.sleep(5);
  controller.abort();
  await assert.rejects(sleeping, (error) => hasCode(error, 'aborted'));
});

test('sleep ends with its signal', async () => {
  const controller = new AbortController();
  const sleeping = systemClock.sleep(10_000, { signal: controller.signal });
  controller.abort();
  await assert.rejects(sleeping, (error) => hasCode(error, 'aborted'));
});

test('a manual clock wakes those whose time has come, in order', async () => {
  const clock = manualClock(0);
  const woken: string[] = [];
  const late = clock.sleep(20).then(() => woken.push('late'));
  const early = clock.sleep(10).then(() => woken.push('early'));
  clock.advance(15);
  await early;
  assert.deepEqual(woken, ['early']);
  clock.advance(15);
  await late;
  assert.deepEqual(woken, ['early', 'late']);
});

test('a recording logger keeps bound fields', () => {
  const log = recordingLogger();
  log.child({ part: 'x' }).warn('careful', { n: 1 });
  assert.deepEqual(log.lines, [{ level: 'warn', message: 'careful', fields: { part: 'x', n: 1 } }]);
});

test('sequential ids count', () => {
  const ids = sequentialIds();
  assert.deepEqual([ids.next('job'), ids.next('job')], ['job_000001', 'job_000002']);
});

test('tokens: one for a CJK character, one for four others', () => {
  assert.equal(estimateTokens('花生过敏'), 4);
  assert.equal(estimateTokens('abcdefgh'), 2);
  assert.equal(estimateTokens(''), 0);
});

test('truncate counts characters, not code units', () => {
  assert.equal(truncate('👍👍👍', 3), '👍👍👍');
  assert.equal(truncate('👍👍👍👍', 3), '👍👍…');
});

test('the language of a text', () => {
  assert.equal(languageOf('我用 Postgres 存数据'), 'zh');
  assert.equal(languageOf('I use Postgres'), 'en');
  assert.equal(languageOf('A long English sentence with 一 character'), 'en');
  assert.equal(languageOf(''), 'en');
});

test('the nearest word, when it is near', () => {
  assert.equal(nearestWord('gatway', ['gateway', 'memory']), 'gateway');
  assert.equal(nearestWord('zzzzzz', ['gateway', 'memory']), undefined);
});
