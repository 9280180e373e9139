import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filterLines, parseLogLine } from './log-line.ts';

test('a line is read as text, as JSON, or as more of the one before', () => {
  const text = parseLogLine('2026-11-21T08:04:11.123Z WARN  compose was late {"tookMs":180}', 1);
  assert.deepEqual(text, {
    id: 1,
    at: '2026-11-21T08:04:11.123Z',
    level: 'warn',
    text: 'compose was late {"tookMs":180}',
  });
  const json = parseLogLine('{"level":50,"time":0,"msg":"It broke","port":1}', 2);
  assert.deepEqual(json, {
    id: 2,
    at: '1970-01-01T00:00:00.000Z',
    level: 'error',
    text: 'It broke {"port":1}',
  });
  const stack = parseLogLine('    at main (main.ts:1:1)', 3, 'error');
  assert.deepEqual(stack, { id: 3, at: '', level: 'error', text: '    at main (main.ts:1:1)' });
  assert.equal(parseLogLine('{"cut', 4).text, '{"cut');
});

test('lines are filtered by level and by all words', () => {
  const lines = ['INFO  Turn began', 'WARN  Turn was late', 'ERROR Disk is full'].map((line, id) =>
    parseLogLine(`2026-11-21T08:04:11.123Z ${line}`, id),
  );
  const found = (level: 'debug' | 'warn', words: string) =>
    filterLines(lines, { level, words }).map(({ id }) => id);
  assert.deepEqual(found('debug', ''), [0, 1, 2]);
  assert.deepEqual(found('warn', ''), [1, 2]);
  assert.deepEqual(found('debug', 'late  TURN'), [1]);
});
