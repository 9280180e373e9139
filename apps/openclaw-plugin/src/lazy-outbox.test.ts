import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { AppError, systemClock } from '@homarus/base';
import { recordingLogger } from '@homarus/base/testing';

import { createLazyOutbox } from './lazy-outbox.ts';

function setup() {
  const root = mkdtempSync(path.join(tmpdir(), 'og-outbox-'));
  const sent: string[] = [];
  const log = recordingLogger();
  let failure: unknown;
  const send = ({ key }: { readonly key: string }): Promise<void> => {
    if (failure !== undefined) return Promise.reject(failure);
    sent.push(key);
    return Promise.resolve();
  };
  const folder = path.join(root, 'outbox');
  const options = { folder, maxEntries: 3, maxBytes: 1000 };
  return {
    folder,
    sent,
    log,
    outbox: createLazyOutbox({ clock: systemClock, log, send }, options),
    failWith(error: unknown) {
      failure = error;
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

const entry = (key: string) => ({ key, lane: 's', body: {} });

test('nothing is on disk before the first use; a key that was sent is a duplicate', async () => {
  using made = setup();
  assert.equal(existsSync(made.folder), false);
  assert.equal(await made.outbox.add(entry('a')), 'added');
  await made.outbox.drain();
  assert.equal(await made.outbox.add(entry('a')), 'duplicate');
  assert.deepEqual(made.sent, ['a']);
});

const passing: readonly (readonly [what: string, error: unknown])[] = [
  ['nobody answers', new AppError('unavailable', 'No memory service answers.')],
  ['there is no such path', new AppError('not_found', 'Status 404.')],
  ['something else answers', new AppError('invalid_request', 'Status 405.', { details: {} })],
  ['the key is wrong', new AppError('unauthorized', 'Give a key.')],
  ['the connection breaks', new Error('socket hang up')],
];

for (const [what, error] of passing) {
  test(`a turn is kept and tried again when ${what}`, async () => {
    using made = setup();
    made.failWith(error);
    await made.outbox.add(entry('a'));
    for (let attempt = 0; attempt < 12; attempt += 1) await made.outbox.drain();
    const { pending, refused, problem } = await made.outbox.report();
    assert.deepEqual([pending, refused], [1, 0]);
    assert.equal(problem, error instanceof Error ? error.message : '');
    made.failWith(undefined);
    await made.outbox.drain();
    assert.deepEqual(made.sent, ['a']);
  });
}

test('a turn whose field is wrong is put aside at once', async () => {
  using made = setup();
  const details = { path: 'messages[0].role' };
  made.failWith(new AppError('invalid_request', 'messages[0].role: wrong', { details }));
  await made.outbox.add(entry('a'));
  await made.outbox.drain();
  assert.partialDeepStrictEqual(await made.outbox.report(), { pending: 0, refused: 1 });
  assert.equal(made.log.lines.filter(({ level }) => level === 'error').length, 1);
});

test('a turn of a person who was erased since is let go of, and nothing of it stays', async () => {
  using made = setup();
  const details = { path: 'sentAt', reason: 'erased' };
  made.failWith(new AppError('conflict', 'The person was erased.', { details }));
  await made.outbox.add(entry('a'));
  await made.outbox.drain();
  assert.partialDeepStrictEqual(await made.outbox.report(), { pending: 0, refused: 0, bytes: 0 });
});

test('a turn that breaks the server again and again is put aside', async () => {
  using made = setup();
  made.failWith(new AppError('internal', 'An internal error happened.'));
  await made.outbox.add(entry('a'));
  for (let attempt = 0; attempt < 12; attempt += 1) await made.outbox.drain();
  assert.partialDeepStrictEqual(await made.outbox.report(), { pending: 0, refused: 1 });
});

test('a turn of a person who was erased since is let go, and no copy is kept', async () => {
  using made = setup();
  const details = { reason: 'erased' };
  made.failWith(new AppError('conflict', 'This person was erased.', { details }));
  await made.outbox.add(entry('a'));
  await made.outbox.drain();
  assert.partialDeepStrictEqual(await made.outbox.report(), { pending: 0, bytes: 0, refused: 0 });
});
