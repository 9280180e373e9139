import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dailyChinese } from './daily-zh.ts';
import { dailyEnglish } from './daily-en.ts';
import { chineseDialogue } from './dialogue-zh.ts';
import { englishDialogue } from './dialogue-en.ts';
import { addScores, parseDialogue, scoreLine } from './score.ts';
import { unreadChinese } from './unread-zh.ts';
import { unreadEnglish } from './unread-en.ts';

test('reads roles, words and labels', () => {
  assert.deepEqual(parseDialogue('U: I am Ann from Leeds. => Ann | Leeds\nA: Hello.\n\nU: bye'), [
    [
      { role: 'user', text: 'I am Ann from Leeds.', expected: ['Ann', 'Leeds'] },
      { role: 'assistant', text: 'Hello.', expected: [] },
    ],
    [{ role: 'user', text: 'bye', expected: [] }],
  ]);
  assert.throws(() => parseDialogue('no speaker'));
});

test('the labelled set has at least 300 lines in both languages, most of which teach nothing', () => {
  const lines = [chineseDialogue, englishDialogue].map((text) => parseDialogue(text).flat());
  assert.ok(lines.every((list) => list.length >= 150));
  for (const list of lines) {
    const teaching = list.filter(({ expected }) => expected.length > 0);
    assert.ok(teaching.length > 30 && teaching.length < list.length / 2);
    // A label stands in its line, so that the rules could find it.
    for (const { text, expected } of teaching) {
      for (const label of expected) assert.ok(text.includes(label), `${label}: ${text}`);
    }
  }
});

test('every label of the other parts stands in its line too', () => {
  for (const text of [dailyChinese, dailyEnglish, unreadChinese, unreadEnglish]) {
    for (const line of parseDialogue(text).flat()) {
      for (const label of line.expected) assert.ok(line.text.includes(label), line.text);
    }
  }
});

test('counts what was found and what was right', () => {
  const [line] = parseDialogue('U: I am Ann from Leeds. => Ann | Leeds').flat();
  assert.ok(line);
  const base = {
    action: 'learn',
    category: 'user_memory_fact',
    subject: 'user',
    quote: '',
    messageIds: [],
    importance: 0.5,
    confidence: 1,
    provenance: 'owner',
    isExplicit: false,
  } as const;
  const score = scoreLine(line, [
    { ...base, content: 'The user is called ann.' },
    { ...base, content: 'The user likes tea.' },
    { action: 'forget', query: 'Leeds', quote: '', messageIds: [] },
  ]);
  assert.deepEqual(score, { wanted: 2, found: 1, learned: 2, right: 1 });
  assert.deepEqual(addScores([score, score]), { wanted: 4, found: 2, learned: 4, right: 2 });
});
