import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerLongMemEval } from './bench.ts';
import { parseLongMemEval } from './data.ts';
import { ndcg, recallAll } from './metrics.ts';

/** Made up in the form of the data set. */
const raw = [
  {
    question_id: 'q1',
    question_type: 'single-session-user',
    question: 'Which instrument did I buy last week?',
    question_date: '2023/05/30 (Tue) 10:00',
    answer: 'a cello',
    haystack_dates: ['2023/05/01 (Mon) 09:00', '2023/05/23 (Tue) 18:30'],
    haystack_session_ids: ['s-weather', 's-cello'],
    haystack_sessions: [
      [
        { role: 'user', content: 'Is an umbrella worth taking today?' },
        { role: 'assistant', content: 'It looks dry.' },
      ],
      [
        { role: 'user', content: 'I finally bought an instrument, a cello!', has_answer: true },
        { role: 'assistant', content: 'Enjoy it.', has_answer: false },
      ],
    ],
    answer_session_ids: ['s-cello'],
  },
  {
    question_id: 'q2_abs',
    question_type: 'single-session-user',
    question: 'Which car did I buy?',
    question_date: '2023/05/30 (Tue) 10:00',
    haystack_dates: [],
    haystack_session_ids: [],
    haystack_sessions: [],
    answer_session_ids: [],
  },
];

test('reads questions with their evidence; those without an answer are out', () => {
  const [question, ...others] = parseLongMemEval(raw);
  assert.equal(others.length, 0);
  assert.deepEqual(question?.answerTurns, ['1:0']);
  assert.equal(question.sessions[1]?.startedAt, Date.UTC(2023, 4, 23, 18, 30));
  assert.throws(() => parseLongMemEval([{ question_id: 'q' }]));
});

test('tells a haystack, asks, and ranks turns and sessions', async () => {
  const [answer] = await answerLongMemEval(parseLongMemEval(raw));
  assert.equal(answer?.turns[0], '1:0');
  assert.equal(answer.sessions[0], 's-cello');
});

test('recall_all wants all, NDCG rewards early places', () => {
  assert.equal(recallAll(['a', 'b'], ['a', 'x', 'b'], 2), 0);
  assert.equal(recallAll(['a', 'b'], ['a', 'x', 'b'], 3), 1);
  assert.equal(ndcg(['a'], ['a', 'x'], 5), 1);
  assert.ok(Math.abs(ndcg(['a'], ['x', 'a'], 5) - 1 / Math.log2(3)) < 1e-12);
  assert.equal(ndcg([], ['x'], 5), 0);
});
