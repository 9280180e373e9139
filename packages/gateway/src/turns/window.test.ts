import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';

import { userMessage } from '../testing/start-turns.ts';
import { nameToolResults, repairToolCalls } from './window.ts';

function calls(...ids: readonly string[]): ModelMessage {
  return {
    role: 'assistant',
    content: ids.map((toolCallId) => ({
      type: 'tool-call',
      toolCallId,
      toolName: `tool of ${toolCallId}`,
      input: {},
    })),
  };
}

function result(toolCallId: string): ModelMessage {
  const output = { type: 'text', value: 'done' } as const;
  return { role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName: '', output }] };
}

function outline(messages: readonly ModelMessage[]): readonly string[] {
  return messages.map((message) =>
    message.role === 'tool'
      ? message.content
          .map((part) =>
            part.type === 'tool-result' ? `${part.toolCallId}:${part.output.type}` : '',
          )
          .join(' ')
      : message.role,
  );
}

test('results get the names of their calls, wherever the call stands before', () => {
  const [named] = nameToolResults([calls('a')], [result('a')]);
  const part = named?.role === 'tool' ? named.content[0] : undefined;
  assert.ok(part?.type === 'tool-result' && part.toolName === 'tool of a');
  assert.throws(
    () => nameToolResults([calls('a')], [result('b')]),
    (error) => hasCode(error, 'invalid_request'),
  );
});

test('a whole conversation is left as it is', () => {
  const whole = [userMessage('x'), calls('a', 'b'), result('a'), result('b'), userMessage('y')];
  assert.deepEqual(repairToolCalls(whole), whole);
});

test('calls without an answer get one, answers without a call go', () => {
  const broken = [
    result('lost'),
    userMessage('x'),
    calls('a', 'b'),
    result('a'),
    userMessage('y'),
    result('b'),
    calls('c'),
  ];
  assert.deepEqual(outline(repairToolCalls(broken)), [
    'user',
    'assistant',
    'a:text',
    'b:error-text',
    'user',
    'assistant',
    'c:error-text',
  ]);
});
