import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { HostMessage } from '../host/host-message.ts';
import { cutWindow } from './cut-window.ts';

const cut = { keepFrom: 100, summary: 's', origin: 'server' } as const;
const at = (timestamp: number | undefined, role = 'user', content = ''): HostMessage => ({
  role,
  content: content || `${role} ${timestamp}`,
  ...(timestamp === undefined ? {} : { timestamp }),
});

const rows: readonly (readonly [
  name: string,
  given: readonly HostMessage[],
  prompt: string | undefined,
  kept: readonly number[],
])[] = [
  ['nothing is old', [at(100), at(110, 'assistant')], 'x', [0, 1]],
  ['all before the instant goes', [at(90), at(95, 'assistant'), at(100)], 'x', [2]],
  ['everything is old', [at(90), at(95, 'assistant')], 'x', []],
  ['what is asked now stays', [at(90), at(95, 'user', 'now?')], 'now?', [1]],
  ['a summary of the host stays', [at(undefined), at(90), at(100)], 'x', [0, 2]],
  ['a result without its call goes', [at(90), at(100, 'toolResult'), at(101)], 'x', [2]],
  ['a result without a time goes with its call', [at(90), at(undefined, 'tool'), at(100)], '', [2]],
];

for (const [name, given, prompt, kept] of rows) {
  test(`cutting a window: ${name}`, () => {
    const answer = cutWindow(given, cut, prompt);
    assert.deepEqual(
      answer.map((message) => given.indexOf(message)),
      kept,
    );
  });
}

test('a window that was never cut is the same object', () => {
  const given = [at(1)];
  assert.equal(cutWindow(given, undefined, undefined), given);
});
