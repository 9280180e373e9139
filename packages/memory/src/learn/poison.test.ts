import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Extractor } from '../extract/candidate.ts';
import { engineScope, learn, setupEngine } from '../testing/engine-fixture.ts';
import { scriptedExtractor } from '../testing/scripted-extractor.ts';

test('a message that breaks the extractor is passed over; all others are learned from', async () => {
  const scripted = scriptedExtractor({ tea: learn(), coffee: learn(), milk: learn() });
  const rules: Extractor = async (input, options) => {
    if (input.messages.some(({ text }) => text === 'poison')) throw new RangeError('bug');
    return scripted(input, options);
  };
  const { memory, log, contents } = setupEngine({}, { rules });
  const messages = ['tea', 'poison', 'coffee'].map((content) => ({
    role: 'user' as const,
    content,
  }));
  const { learned } = await memory.afterTurn(engineScope, { turnId: 't', messages, wait: true });
  assert.deepEqual(learned, { added: 2, updated: 0, superseded: 0, skipped: 0 });
  await memory.ingest(engineScope, [{ role: 'user', content: 'milk' }]);
  await memory.drain();
  assert.deepEqual(await contents(), ['coffee', 'milk', 'tea']);
  assert.deepEqual((await memory.health()).queue, { pending: 0, dead: 0 });
  assert.ok(log.lines.some(({ level, fields }) => level === 'error' && 'messageId' in fields));
});
