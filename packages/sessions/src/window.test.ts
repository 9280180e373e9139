import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ModelMessage } from '@homarus/agent';

import { estimateMessageTokens, fitWindow } from './window.ts';

function user(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

function assistant(text: string): ModelMessage {
  return { role: 'assistant', content: [{ type: 'text', text }] };
}

function toolRound(id: string, value: string): readonly ModelMessage[] {
  return [
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: id, toolName: 'read', input: {} }],
    },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: id, toolName: 'read', output: { type: 'text', value } },
      ],
    },
  ];
}

function tokensOf(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateMessageTokens(message), 0);
}

test('all of a conversation that fits is kept', () => {
  const messages = [user('你好'), assistant('Hello'), user('again'), ...toolRound('c1', 'x')];
  assert.deepEqual(fitWindow(messages, tokensOf(messages)), messages);
  assert.deepEqual(fitWindow([], 100), []);
});

test('the newest whole turns are kept', () => {
  const first = [user('first'), ...toolRound('c1', 'x'), assistant('one')];
  const second = [user('second'), ...toolRound('c2', 'x'), assistant('two')];
  const third = [user('third'), assistant('three')];
  const all = [...first, ...second, ...third];
  assert.deepEqual(fitWindow(all, tokensOf(all) - 1), [...second, ...third]);
  assert.deepEqual(fitWindow(all, tokensOf(third)), third);
});

test('the newest turn stays although it is too long: its question and its newest rounds', () => {
  const question = user('What is in the files?');
  const long = toolRound('c1', 'long '.repeat(500));
  const short = toolRound('c2', 'short');
  const messages = [user('before'), question, ...long, ...short];
  assert.deepEqual(fitWindow(messages, 200), [question, ...short]);
  assert.deepEqual(fitWindow(messages, 1), [question]);
});

test('it never begins with a tool message', () => {
  const [, orphan] = toolRound('c1', 'x');
  assert.ok(orphan);
  const answer = assistant('It said x.');
  assert.deepEqual(fitWindow([orphan, answer, user('ok')], 1000), [answer, user('ok')]);
  assert.deepEqual(fitWindow([orphan], 1000), []);
});

test('what an assistant said before the first question is a turn of its own', () => {
  const greeting = assistant('Welcome!');
  assert.deepEqual(fitWindow([greeting, user('hi')], 1000), [greeting, user('hi')]);
  assert.deepEqual(fitWindow([greeting, user('hi')], tokensOf([user('hi')])), [user('hi')]);
  assert.deepEqual(fitWindow([greeting], 1), [greeting]);
});

test('for any conversation and budget: a suffix by turns, calls with results, inside the budget', () => {
  const random = seeded(7);
  for (let round = 0; round < 300; round += 1) {
    const messages = randomConversation(random);
    const budget = Math.floor(random() * tokensOf(messages) * 1.2);
    const kept = fitWindow(messages, budget);
    assert.ok(messages.length === 0 || kept.length > 0);
    assert.notEqual(kept[0]?.role, 'tool');
    assert.ok(kept.every((message) => messages.includes(message)));
    assert.deepEqual(openCalls(kept), []);
    const last = messages.findLast(({ role }) => role === 'user');
    assert.ok(last === undefined || kept.includes(last));
    const isLeast = kept.length === 1 || kept.every(({ role }) => role !== 'user');
    assert.ok(tokensOf(kept) <= budget || isLeast);
  }
});

test('tokens: Chinese by character, pictures by a fixed number, whatever their bytes', () => {
  assert.equal(estimateMessageTokens(user('花生过敏')), 8);
  const picture = (data: string): ModelMessage => ({
    role: 'user',
    content: [{ type: 'file', mediaType: 'image/png', data: { type: 'data', data } }],
  });
  assert.equal(estimateMessageTokens(picture('A'.repeat(100_000))), 1004);
  assert.equal(estimateMessageTokens(picture('A')), 1004);
});

function randomConversation(random: () => number): readonly ModelMessage[] {
  const messages: ModelMessage[] = [];
  const turns = Math.floor(random() * 6);
  const words = (): string => 'word '.repeat(1 + Math.floor(random() * 40));
  if (random() < 0.2) messages.push(assistant(words()));
  for (let turn = 0; turn < turns; turn += 1) {
    messages.push(user(words()));
    const rounds = Math.floor(random() * 4);
    for (let index = 0; index < rounds; index += 1) {
      messages.push(...toolRound(`c${turn}_${index}`, words()));
    }
    if (random() < 0.8) messages.push(assistant(words()));
  }
  return messages;
}

/** Ids of calls without a result and of results without a call. */
function openCalls(messages: readonly ModelMessage[]): readonly string[] {
  const open = new Set<string>();
  for (const { role, content } of messages) {
    if (role === 'system') continue;
    for (const part of content) {
      if (part.type === 'tool-call') open.add(part.toolCallId);
      if (part.type === 'tool-result' && !open.delete(part.toolCallId)) open.add(part.toolCallId);
    }
  }
  return [...open];
}

/** Park and Miller's minimal standard generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
