import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sessionRecall, turnRecall } from './metrics.ts';
import type { Answered } from './metrics.ts';

const answered: readonly Answered[] = [
  {
    question: { question: 'a', category: 1, evidence: ['D1:1', 'D2:7'] },
    turns: ['D3:1', 'D1:1', 'D1:2', 'D4:1', 'D5:1', 'D2:7'],
  },
  { question: { question: 'b', category: 4, evidence: ['D9:9'] }, turns: ['D9:1'] },
];

test('turn recall counts the share of the evidence', () => {
  const recall = turnRecall(answered);
  assert.deepEqual(recall.get(5), { fractional: 0.25, any: 0.5, all: 0 });
  assert.deepEqual(recall.get(10), { fractional: 0.5, any: 0.5, all: 0.5 });
});

test('session recall counts each session once', () => {
  const recall = sessionRecall(answered);
  assert.deepEqual(recall.get(5), { fractional: 1, any: 1, all: 1 });
});
