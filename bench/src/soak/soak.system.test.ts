import assert from 'node:assert/strict';
import { test } from 'node:test';

import { soakKinds } from './load.ts';
import { runSoak } from './run.ts';
import type { SoakPiece } from './run.ts';

// The soak of `npm run bench -- --only soak`, short: what must hold however long it lasts.

/** A message is stored with its entry, its place in the indexes and its share of what was learned. */
const maxBytesOfMessage = 6_000;
/** After a checkpoint the journal is cut to 64 MB. */
const maxJournalMb = 70;
const maxResidentMb = 300;

test('writers, readers and compactions at once: no error, no drift, bounded growth', async () => {
  const pieces: SoakPiece[] = [];
  const end = await runSoak({ seconds: 12, pieces: 2, onPiece: (piece) => pieces.push(piece) });
  assert.deepEqual([end.failures, end.firstFailure], [0, undefined]);
  assert.deepEqual([end.pending, end.dead, end.drift], [0, 0, 0]);
  for (const kind of soakKinds) {
    assert.ok(
      pieces.some(({ times }) => times[kind].length > 0),
      `nothing was called to ${kind}`,
    );
  }
  assert.ok(end.messages > 0);
  const bytesOfMessage = (end.size.databaseMb * 1e6) / end.messages;
  assert.ok(bytesOfMessage < maxBytesOfMessage, `${bytesOfMessage} bytes a message`);
  assert.ok(end.size.journalMb < maxJournalMb, `${end.size.journalMb} MB of journal`);
  assert.ok(end.size.residentMb < maxResidentMb, `${end.size.residentMb} MB resident`);
});
