import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { openChatSession } from './session-key.ts';

test('the terminal goes on with its conversation until another one is chosen', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-chat-'));
  try {
    const open = (agentId: string) => openChatSession({ home, agentId, now: () => 1 });
    const first = open('main');
    assert.equal(first.key, 'agent:main:terminal');
    first.startAnew();
    assert.equal(first.key, 'agent:main:terminal-1');
    assert.equal(open('main').key, 'agent:main:terminal-1');
    first.switchTo('agent:main:telegram:dm:7');
    assert.equal(open('main').key, 'agent:main:telegram:dm:7');
    assert.equal(open('other').key, 'agent:other:terminal');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
