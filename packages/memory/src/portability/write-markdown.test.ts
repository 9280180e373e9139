import assert from 'node:assert/strict';
import { test } from 'node:test';

import { markdownItems } from './markdown-items.ts';
import { toMarkdownFiles, toOpenclawFiles } from './write-markdown.ts';
import type { WrittenMemory } from './write-markdown.ts';

const day = Date.UTC(2026, 0, 5);
const memories: readonly WrittenMemory[] = [
  { content: 'likes tea', category: 'user_memory_preference', kind: 'preference', saidAt: day },
  { content: 'is 40', category: 'user_memory_fact', kind: 'profile', saidAt: day },
  { content: 'met Bob', category: 'user_memory_fact', kind: 'event', saidAt: day },
  { content: 'has a dog', category: 'user_memory_fact', saidAt: day },
  { content: '第一行\n- 第二行', category: 'user_memory_decision', saidAt: day },
  { content: 'run tests', category: 'self_improving_learnings', saidAt: day },
];

test('what is written as Markdown is read again, with its categories and days', () => {
  const read = toMarkdownFiles(memories).flatMap((file) =>
    Array.from(markdownItems(file, { origin: 'markdown' })),
  );
  const told = new Set(
    read.map((item) =>
      item.type === 'statement'
        ? JSON.stringify([item.content, item.category ?? 'user_memory_fact', item.saidAt])
        : item.type,
    ),
  );
  const said = memories.map((memory) =>
    JSON.stringify([memory.content, memory.category, memory.saidAt]),
  );
  assert.deepEqual(told, new Set(said));
});

test('an OpenClaw workspace: profile, what happened by day, and the rest', () => {
  const files = Object.fromEntries(
    toOpenclawFiles(memories).map(({ file, content }) => [file, content]),
  );
  assert.deepEqual(Object.keys(files), ['MEMORY.md', 'USER.md', 'memory/2026-01-05.md']);
  assert.equal(
    files['USER.md'],
    '# USER\n\n## Preferences\n\n- likes tea\n\n## Profile\n\n- is 40\n',
  );
  assert.equal(files['memory/2026-01-05.md'], '# 2026-01-05\n\n## Events\n\n- met Bob\n');
  assert.match(files['MEMORY.md'] ?? '', /## Decisions\n\n- 第一行 {2}\n {2}\\- 第二行\n/u);
});
