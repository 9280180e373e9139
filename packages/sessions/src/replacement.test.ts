import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ModelMessage } from '@homarus/agent';

import { openLogOf, toCompactionMessage } from './compaction-entry.ts';
import { replacedPositionOf, toReplacement } from './replacement.ts';
import type { SessionEntry } from './session-records.ts';

const said = (text: string) => ({
  role: 'user' as const,
  content: [{ type: 'text' as const, text }],
});

const summed = (firstKeptPosition: number): ModelMessage =>
  toCompactionMessage({
    summary: `before ${firstKeptPosition}`,
    firstKeptPosition,
    tokensBefore: 9,
    tokensAfter: 1,
  });

function logOf(...messages: readonly ModelMessage[]): readonly SessionEntry[] {
  return messages.map((message, position) => ({
    position,
    sessionId: 'ses_1',
    runId: undefined,
    createdAt: 0,
    message,
    isEcho: false,
  }));
}

/** Positions of the window, and its summary. */
function windowOf(log: readonly SessionEntry[], next?: ModelMessage) {
  const { entries, compaction } = openLogOf(log, next);
  return [entries.map(({ position }) => position), compaction?.summary];
}

test('a message takes the place of another one and of what came after it', () => {
  const log = logOf(said('a'), said('b'), said('c'), toReplacement(said('B'), 1), said('d'));
  assert.deepEqual(windowOf(log), [[0, 3, 4], undefined]);
  assert.deepEqual(
    openLogOf(log).replaced.map(({ position }) => position),
    [1, 2],
  );
  const again = toReplacement(said('B again'), 3);
  assert.equal(replacedPositionOf(again), 3);
  assert.deepEqual(windowOf(log, again), [[0], undefined]);
  assert.deepEqual(windowOf(log, toReplacement(said('A'), 0)), [[], undefined]);
  assert.equal(replacedPositionOf(said('a')), undefined);
});

test('a summary of what was replaced gives way to the one before it', () => {
  const log = logOf(said('a'), said('b'), summed(1), said('c'), said('d'), summed(4), said('e'));
  assert.deepEqual(windowOf(log), [[4, 6], 'before 4']);
  assert.deepEqual(windowOf(log, toReplacement(said('D'), 4)), [[], 'before 4']);
  assert.deepEqual(windowOf(log, toReplacement(said('C'), 3)), [[1], 'before 1']);
  assert.deepEqual(windowOf(log, toReplacement(said('A'), 0)), [[], undefined]);
});
