import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toAttachedFileText } from '@homarus/protocol';
import type { SessionMessage } from '@homarus/protocol';

import { withEarlier, withMessage } from './session-log.ts';
import type { ChatItem } from './chat-item.ts';
import { afterLogged, toLoggedItems, withRunning } from './to-items.ts';
import type { LiveRun, PendingMessage, Running } from './to-items.ts';

function message(
  role: SessionMessage['role'],
  seq: number,
  rest: Partial<SessionMessage> & { readonly runId?: string; readonly text?: string },
): SessionMessage {
  const { runId = 'run_1', text, ...fields } = rest;
  return {
    role,
    content: text === undefined ? [] : [{ type: 'text', text }],
    timestamp: seq,
    __openclaw: { id: `s:${seq}`, seq, runId },
    ...fields,
  };
}

interface Conversation extends Running {
  readonly messages: readonly SessionMessage[];
}

function toItems({ messages, ...running }: Conversation): readonly ChatItem[] {
  const { notes } = running;
  const logged = toLoggedItems(messages, { notes, isRunning: running.live !== undefined });
  return withRunning(logged, running);
}

const empty: Conversation = { messages: [], pending: [], live: undefined, notes: new Map() };
const live: LiveRun = {
  runId: 'run_1',
  text: '',
  thinking: '',
  phase: undefined,
  startedAt: 0,
};

function pending(runId: string, state: 'sending' | 'queued' | 'failed'): PendingMessage {
  return { kind: 'user', id: runId, text: runId, files: [], at: 0, waiting: { runId, state } };
}

const withTool = [
  message('user', 1, { text: 'What time is it?' }),
  message('assistant', 2, {
    content: [
      { type: 'text', text: 'Let me look.' },
      { type: 'toolCall', id: 'call_1', name: 'now', arguments: {} },
    ],
  }),
  message('toolResult', 3, { toolCallId: 'call_1', text: 'Nine.', isError: false }),
  message('assistant', 4, { text: 'It is nine.' }),
];

test('what no run has said stands for itself', () => {
  const put = (seq: number): SessionMessage => ({
    ...message('assistant', seq, { text: `Note ${seq}` }),
    __openclaw: { id: `s:${seq}`, seq },
  });
  const items = toItems({ ...empty, messages: [put(1), put(2)] });
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['answer', 'answer'],
  );
});

test('what one run said and did is one answer, in its order', () => {
  const items = toItems({ ...empty, messages: withTool });
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['user', 'answer'],
  );
  const [, answer] = items;
  assert.ok(answer?.kind === 'answer');
  assert.deepEqual(answer.parts, [
    { type: 'text', text: 'Let me look.' },
    { type: 'tool', id: 'call_1', name: 'now', args: {}, result: 'Nine.', isError: false },
    { type: 'text', text: 'It is nine.' },
  ]);
});

test('a live answer goes on after what the log has of it', () => {
  const running = { ...live, text: 'Let me look.\n\nIt is' };
  const items = toItems({ ...empty, messages: withTool.slice(0, 3), live: running });
  const answer = items.at(-1);
  assert.ok(answer?.kind === 'answer' && answer.isBusy);
  assert.deepEqual(answer.parts.at(-1), { type: 'text', text: '\n\nIt is' });
  assert.equal(answer.parts.length, 3);
});

test('a message that waits stands behind the answer that it waits for', () => {
  const items = toItems({
    ...empty,
    pending: [pending('run_2', 'queued'), pending('run_1', 'sending')],
    live,
  });
  assert.deepEqual(
    items.map(({ id }) => id),
    ['run_1', 'live-run_1', 'run_2'],
  );
});

test('a run that failed before it said anything says why', () => {
  const messages = [message('user', 1, { text: 'Hello' })];
  const notes = new Map([['run_1', { outcome: 'failed' as const, error: 'No luck.' }]]);
  const [, answer] = toItems({ ...empty, messages, notes });
  assert.ok(answer?.kind === 'answer');
  assert.equal(answer.note.error, 'No luck.');
  const answered = [...messages, message('assistant', 2, { text: 'Better.', runId: 'run_2' })];
  assert.equal(toItems({ ...empty, messages: answered, notes }).length, 2);
});

test('the rest of a text', () => {
  assert.equal(afterLogged('abc', []), 'abc');
  assert.equal(afterLogged('abc', ['abc']), '');
  assert.equal(afterLogged('ab', ['abc']), '');
  assert.equal(afterLogged('one\n\ntwo\n\nthree', ['one', 'two']), '\n\nthree');
});

test('the log takes each message once, in its place', () => {
  const [first, second] = withTool;
  assert.ok(first !== undefined && second !== undefined);
  const event = (added: SessionMessage) => ({
    sessionKey: 'k',
    sessionId: 's',
    agentId: 'main',
    messageId: added.__openclaw?.id ?? '',
    messageSeq: added.__openclaw?.seq ?? 0,
    message: added,
  });
  const log = withMessage(withMessage([], event(second)), event(first));
  assert.deepEqual(
    log.map((one) => one.__openclaw?.seq),
    [1, 2],
  );
  assert.equal(withMessage(log, event(first)), log);
});

test('a file that a person attached is a file, and not their words', () => {
  const content = ['Keep this.', toAttachedFileText('attachments/plan.txt')].map((text) => ({
    type: 'text' as const,
    text,
  }));
  const [item] = toItems({ ...empty, messages: [message('user', 1, { content })] });
  assert.ok(item?.kind === 'user');
  assert.equal(item.text, 'Keep this.');
  assert.deepEqual(
    item.files.map(({ name }) => name),
    ['plan.txt'],
  );
});

test('a page before the log brings only what is not there yet', () => {
  const [first, second, third] = [1, 2, 3].map((seq) => message('user', seq, { text: `${seq}` }));
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const log = withEarlier([second, third], [first, second]);
  assert.deepEqual(
    log.map((one) => one.__openclaw?.seq),
    [1, 2, 3],
  );
});

test('what was said before a message was changed is kept together, also when it is changed again', () => {
  const changes = (seq: number, replacesSeq: number, text: string) => {
    const place = { id: `s:${seq}`, seq, replacesSeq, runId: `run_${seq}` };
    return message('user', seq, { text, __openclaw: place });
  };
  const messages = [
    message('user', 1, { text: 'a' }),
    message('user', 2, { text: 'b', runId: 'run_2' }),
    changes(3, 2, 'B'),
    message('assistant', 4, { text: 'fine', runId: 'run_3' }),
    changes(5, 3, 'BB'),
    message('assistant', 6, { text: 'better', runId: 'run_5' }),
  ];
  const items = toItems({ ...empty, messages });
  assert.deepEqual(
    items.map(({ kind, id }) => `${kind} ${id}`),
    ['user s:1', 'replaced replaced-s:2', 'user s:5', 'answer s:6'],
  );
  const [, before] = items;
  assert.ok(before?.kind === 'replaced');
  assert.deepEqual(
    before.items.map(({ id }) => id),
    ['replaced-s:2', 's:3', 's:4'],
  );
});
