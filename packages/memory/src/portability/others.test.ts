import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ImportItem } from '../import-items/item.ts';
import { claudeCodeItems, codexItems } from './coding-agents.ts';
import { mem0Items } from './mem0.ts';
import { messageItems } from './messages.ts';

const brief = (items: Iterable<ImportItem>) =>
  [...items].map((item) =>
    item.type === 'statement' ? item.content : 'reason' in item && item.reason,
  );

const mine = {
  id: '1',
  memory: 'Prefers morning meetings',
  user_id: 'ann',
  metadata: { source: 'chat' },
  categories: ['user_preferences'],
  created_at: '2026-01-01T10:00:00-07:00',
  updated_at: '2026-02-01T10:00:00-07:00',
};

test('mem0: dates, categories and tags are kept', () => {
  const content = JSON.stringify({ results: [mine] });
  assert.deepEqual(
    [...mem0Items({ file: 'm.json', content })],
    [
      {
        type: 'statement',
        content: 'Prefers morning meetings',
        category: 'user_memory_preference',
        kind: 'preference',
        saidAt: Date.parse(mine.updated_at),
        validFrom: Date.parse(mine.created_at),
        tags: ['mem0', 'user_preferences'],
        file: 'm.json',
        line: 1,
      },
    ],
  );
});

test('mem0: results, a list and JSON Lines say the same; what is no memory is told', () => {
  const entries = [mine, { ...mine, memory: 'Plays chess' }, { id: '3' }, 7];
  const said = ['Prefers morning meetings', 'Plays chess', 'malformed', 'malformed'];
  const lines = entries.map((entry) => JSON.stringify(entry)).join('\n');
  for (const content of [JSON.stringify({ results: entries }), JSON.stringify(entries), lines]) {
    assert.deepEqual(brief(mem0Items({ file: 'm', content })), said);
  }
  assert.deepEqual(brief(mem0Items({ file: 'm', content: `${lines.split('\n')[0]}\n{cut` })), [
    'Prefers morning meetings',
    'malformed',
  ]);
});

test('messages: a list, an object and JSON Lines say the same; dates and sessions go on', () => {
  const entries = [
    { role: 'user', content: 'I moved to Lisbon.', createdAt: '2025-03-01T10:00:00Z', id: 'm1' },
    { role: 'assistant', content: [{ type: 'text', text: 'Nice.' }], name: 'Bot' },
    { role: 'narrator', content: 'They laugh.' },
    { role: 'user', content: 'Bye', timestamp: 1_740_900_000, session_id: 'other' },
    { role: 'user', content: ' ' },
    7,
  ];
  const lines = entries.map((entry) => JSON.stringify(entry)).join('\n');
  for (const content of [JSON.stringify(entries), JSON.stringify({ messages: entries }), lines]) {
    const items = [...messageItems({ file: 'old/chat.json', content, modifiedAt: 5 })];
    assert.deepEqual(
      items.map((item) =>
        'reason' in item ? item.reason : 'message' in item && item.message.id.slice(0, 6),
      ),
      ['m1', 'line-2', 'unknown_role', 'line-4', 'empty', 'malformed'],
    );
    const said = items.flatMap((item) => (item.type === 'message' ? [item] : []));
    assert.deepEqual(
      said.map(({ sessionId, message: { createdAt } }) => [sessionId, createdAt]),
      [
        ['chat', Date.UTC(2025, 2, 1, 10)],
        ['chat', Date.UTC(2025, 2, 1, 10)],
        ['other', 1_740_900_000_000],
      ],
    );
  }
  const [undated] = messageItems({
    file: 'x.json',
    content: lines.slice(lines.indexOf('\n') + 1),
    modifiedAt: 5,
  });
  assert.ok(undated?.type === 'message' && undated.message.createdAt === 5);
});

test('mem0: what is wrong is told with its line, and a file that breaks off once', () => {
  const problems = (content: string) =>
    [...mem0Items({ file: 'm', content })].flatMap((item) =>
      item.type === 'problem' ? [item.line] : [],
    );
  assert.deepEqual(problems('{"memory":"a"}\n\n{broken\r\n\n{"memory":"b"}\n[]'), [3, 6]);
  assert.deepEqual(
    problems('{\n  "results": [\n    {"memory": "a"},\n    {"memory": "b"\n  ]\n}'),
    [5],
  );
  assert.deepEqual(problems('{"results": ['), [1]);
  assert.deepEqual(problems(''), []);
});

test('mem0: memories of one person are taken, never of two', () => {
  const content = JSON.stringify([mine, { ...mine, user_id: 'bob', memory: 'Plays chess' }]);
  assert.deepEqual(brief(mem0Items({ file: 'm', content })), [mine.memory, 'other_user']);
  assert.deepEqual(brief(mem0Items({ file: 'm', content }, { userId: 'bob' })), [
    'other_user',
    'Plays chess',
  ]);
});

test('Claude Code: a memory of one file stays whole, the index points to it', () => {
  const content = [
    '---',
    'name: real-databases',
    'description: tests use real databases',
    'metadata:',
    '  type: feedback',
    '---',
    '',
    'Tests use real databases.',
    '',
    '**Why:** mocks hid a bug.',
  ].join('\n');
  const [item] = claudeCodeItems({
    file: 'projects/p/memory/feedback_db.md',
    content,
    modifiedAt: 9,
  });
  assert.deepEqual(item, {
    type: 'statement',
    file: 'projects/p/memory/feedback_db.md',
    line: 8,
    content: 'Tests use real databases.\n\n**Why:** mocks hid a bug.',
    category: 'user_memory_preference',
    kind: 'preference',
    saidAt: 9,
    tags: ['claude-code', 'projects/p/memory/feedback_db.md', 'real-databases'],
  });
  const index = '- [Databases](feedback_db.md) — real ones\n- uses [docs](https://a.example/x)\n';
  assert.deepEqual(brief(claudeCodeItems({ file: 'memory/MEMORY.md', content: index })), [
    'derived',
    'uses docs (https://a.example/x)',
  ]);
  assert.deepEqual(brief(claudeCodeItems({ file: 'CLAUDE.md', content: '- npm test first' })), [
    'npm test first',
  ]);
});

test('Codex: of its handbook, what only points elsewhere is passed over', () => {
  const content = [
    '# Task Group: shop',
    '',
    'scope: the shop',
    '',
    '## Task 1: fix, done',
    '',
    '### rollout_summary_files',
    '',
    '- a.md (cwd=/x)',
    '',
    '## User preferences',
    '',
    '- asks for small commits',
    '',
    '## Failures and how to do differently',
    '',
    '- port 80 is taken -> use 8080',
  ].join('\n');
  const items = [...codexItems({ file: 'memories/MEMORY.md', content })];
  assert.deepEqual(brief(items), [
    'derived',
    'derived',
    'asks for small commits',
    'port 80 is taken -> use 8080',
  ]);
  assert.deepEqual(
    items.flatMap((item) => (item.type === 'statement' ? [item.category] : [])),
    ['user_memory_preference', 'self_improving_errors'],
  );
});
