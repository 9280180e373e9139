import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import { manualClock, recordingLogger } from '@homarus/base/testing';

import { createOutbox } from './outbox.ts';
import type { OutboxEntry } from './outbox-entry.ts';

const away = new AppError('unavailable', 'No memory service answers.');

function setup(folder = mkdtempSync(path.join(tmpdir(), 'og-outbox-'))) {
  const sent: string[] = [];
  const clock = manualClock();
  const log = recordingLogger();
  let failure: unknown;
  const send = ({ key }: OutboxEntry): Promise<void> => {
    if (failure !== undefined) return Promise.reject(failure);
    sent.push(key);
    return Promise.resolve();
  };
  const options = { folder, maxEntries: 3, maxBytes: 1000 };
  return {
    folder,
    sent,
    clock,
    log,
    outbox: createOutbox({ clock, log, send }, options),
    failWith(error: unknown) {
      failure = error;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const entry = (key: string, body: unknown = {}): OutboxEntry => ({ key, body });

test('what was added arrives in order, once, also after a restart and a clock that went back', async () => {
  using first = setup();
  first.failWith(away);
  await first.outbox.add(entry('a'));
  await first.outbox.drain();
  using again = setup(first.folder);
  again.clock.set(1000);
  await Promise.all([again.outbox.add(entry('b')), again.outbox.add(entry('c'))]);
  await again.outbox.drain();
  await again.outbox.drain();
  assert.deepEqual(again.sent, ['a', 'b', 'c']);
  assert.deepEqual(readdirSync(again.folder), []);
});

test('a key that waits or was sent is a duplicate', async () => {
  using made = setup();
  assert.equal(await made.outbox.add(entry('a')), 'added');
  assert.equal(await made.outbox.add(entry('a')), 'duplicate');
  await made.outbox.drain();
  assert.equal(await made.outbox.add(entry('a')), 'duplicate');
  assert.deepEqual(made.sent, ['a']);
});

test('while the receiver is away everything stays, and the report says why', async () => {
  using made = setup();
  made.failWith(away);
  await made.outbox.add(entry('a'));
  await made.outbox.add(entry('b'));
  await made.outbox.drain();
  const { pending, rejected, problem } = await made.outbox.report();
  assert.deepEqual([pending, rejected, problem], [2, 0, away.message]);
  made.failWith(undefined);
  await made.outbox.drain();
  assert.equal((await made.outbox.report()).problem, undefined);
  assert.deepEqual(made.sent, ['a', 'b']);
});

test('it takes no more than its limits', async () => {
  using made = setup();
  await assert.rejects(made.outbox.add(entry('big', 'x'.repeat(1000))), { code: 'rate_limited' });
  for (const key of ['a', 'b', 'c']) await made.outbox.add(entry(key));
  await assert.rejects(made.outbox.add(entry('d')), { code: 'rate_limited' });
});

test('a file that is broken, or that the receiver never takes, is put aside', async () => {
  using made = setup();
  await made.outbox.add(entry('a'));
  writeFileSync(path.join(made.folder, '000000000000000-broken.json'), '{"key":');
  const wrong = new AppError('invalid_request', 'messages: missing', {
    details: { path: 'messages' },
  });
  made.failWith(wrong);
  await made.outbox.drain();
  const { pending, rejected } = await made.outbox.report();
  assert.deepEqual([pending, rejected], [0, 2]);
  assert.equal(made.log.lines.filter(({ level }) => level === 'error').length, 2);
});

test('whatever else answers at the address is no reason to give a turn up', async () => {
  using made = setup();
  await made.outbox.add(entry('a'));
  for (const error of [
    new AppError('not_found', 'Status 404.'),
    new AppError('invalid_request', 'Status 405.', { details: { status: 405 } }),
    new AppError('unauthorized', 'Give a key.'),
    new Error('socket hang up'),
  ]) {
    made.failWith(error);
    await made.outbox.drain();
    assert.equal((await made.outbox.report()).pending, 1);
  }
});

test('an entry that breaks the receiver again and again is put aside', async () => {
  using made = setup();
  await made.outbox.add(entry('a'));
  made.failWith(new AppError('internal', 'An internal error happened.'));
  for (let attempt = 1; attempt < 10; attempt += 1) await made.outbox.drain();
  assert.equal((await made.outbox.report()).pending, 1);
  await made.outbox.drain();
  assert.equal((await made.outbox.report()).rejected, 1);
});

test('what is added while a run goes on is sent by it', async () => {
  using made = setup();
  await made.outbox.add(entry('a'));
  const first = made.outbox.drain();
  await made.outbox.add(entry('b'));
  await Promise.all([first, made.outbox.drain()]);
  assert.deepEqual(made.sent, ['a', 'b']);
});
