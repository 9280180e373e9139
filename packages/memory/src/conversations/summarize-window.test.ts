import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { IncomingMessage } from '../message.ts';
import { summarizeWindow } from './summarize-window.ts';

const talk: readonly IncomingMessage[] = [
  { id: 'm0', role: 'user', content: 'We decided to use Postgres for Lighthouse.' },
  { id: 'm1', role: 'assistant', content: 'Noted.' },
  { id: 'm2', role: 'user', content: '项目已经上线了，我们决定下周休假。' },
  { id: 'm3', role: 'assistant', content: 'Good.' },
];
const whole = { messages: talk, previous: undefined, tokenBudget: 0, force: true };

test('a window is summed up by rules, and the next summary takes the first one in', () => {
  const first = summarizeWindow({ ...whole, messages: talk.slice(0, 2) });
  assert.match(first.summary ?? '', /We decided to use Postgres/u);
  assert.equal(first.firstKeptMessageId, undefined);
  const next = summarizeWindow({ ...whole, messages: talk.slice(2), previous: first.summary });
  assert.match(next.summary ?? '', /We decided to use Postgres/u);
  assert.match(next.summary ?? '', /项目已经上线了/u);
});

test('the latest messages stay as far as the budget goes, from a person’s on', () => {
  const { firstKeptMessageId, tokensBefore, tokensAfter, summary } = summarizeWindow({
    ...whole,
    force: false,
    tokenBudget: 1000,
  });
  assert.equal(firstKeptMessageId, 'm2');
  assert.doesNotMatch(summary ?? '', /上线/u);
  assert.ok(tokensBefore > 0 && tokensAfter > 0);
});

test('secrets and recalled text stay out, and an empty window is not compacted', () => {
  const secret = 'We decided that the key is sk-ant-api03-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.';
  const recalled = '<homarus-memory>\nWe decided on Mars.\n</homarus-memory>';
  const messages: readonly IncomingMessage[] = [
    { id: 'a', role: 'user', content: secret },
    { id: 'b', role: 'user', content: recalled },
  ];
  const { summary } = summarizeWindow({ ...whole, messages });
  assert.doesNotMatch(summary ?? '', /sk-ant|Mars/u);
  const empty = summarizeWindow({ ...whole, messages: [], previous: 'Before.' });
  assert.partialDeepStrictEqual(empty, { compacted: false, reason: 'empty', summary: 'Before.' });
});
