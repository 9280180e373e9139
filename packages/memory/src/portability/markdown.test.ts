import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayNamedIn } from './document.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { markdownItems } from './markdown-items.ts';

const texts = (content: string) => markdownBlocks(content).map(({ text }) => text);

test('list items, paragraphs and table rows stand for themselves', () => {
  const content = [
    '# Notes',
    '',
    'A paragraph that',
    'goes on.',
    '',
    '- **Tea**, not *coffee*',
    '  and no sugar',
    '- [x] done',
    '1. first',
    '> quoted',
    '',
    '---',
    '| Name | Role |',
    '|------|------|',
    '| Bob  | boss |',
  ].join('\r\n');
  assert.deepEqual(texts(content), [
    'A paragraph that goes on.',
    'Tea, not *coffee* and no sugar',
    'done',
    'first quoted',
    'Name: Bob; Role: boss',
  ]);
});

test('headings that are not quite right are headings, and marks alone say nothing', () => {
  const content = [
    '##Food',
    '- tea',
    '####### Deep ##',
    'A line',
    '',
    'Home',
    '====',
    '- Rex',
    '#tag x',
  ]
    .concat(['', '- ', '-', '* * *', '***'])
    .join('\r');
  assert.deepEqual(
    markdownBlocks(content).map(({ text, headings }) => [text, headings.at(-1)]),
    [
      ['tea', 'Food'],
      ['A line', 'Deep'],
      ['Rex #tag x', 'Home'],
      ['', 'Home'],
      ['', 'Home'],
    ],
  );
});

test('a label stands before each item of its list, however deep', () => {
  const content = ['Contacts:', '- work:', '  - Bob', '  - Ann', '- home: Kim', '', 'Next'].join(
    '\n',
  );
  assert.deepEqual(texts(content), [
    'Contacts: work: Bob',
    'Contacts: work: Ann',
    'Contacts: home: Kim',
    'Next',
  ]);
});

test('comments are left out, empty fields and hints to fill in say nothing, code stays whole', () => {
  const content = [
    '<!-- for',
    'the agent -->',
    '- **Name:**',
    '_(What do they like?)_',
    '',
    'Run:',
    '```sh',
    '# not a heading',
    'npm test',
    '```',
  ].join('\n');
  assert.deepEqual(
    markdownBlocks(content).map(({ line, text }) => [line, text]),
    [
      [3, ''],
      [6, 'Run:\n```sh\n# not a heading\nnpm test\n```'],
    ],
  );
});

test('lines of Chinese are joined without a space, hard breaks are kept', () => {
  assert.deepEqual(texts('- 我喜欢\n  绿茶'), ['我喜欢绿茶']);
  assert.deepEqual(texts('- one  \n  two\\\n  three'), ['one\ntwo\nthree']);
});

test('headings say category and date, in both languages', () => {
  const content = [
    '## Preferences',
    '- tea',
    '## 决定 2026年3月1日',
    '- 用 PostgreSQL',
    '## Lessons learned',
    '- 2026-02-03: always run the tests',
    '## Anything',
    '- a fact',
  ].join('\n');
  const items = [...markdownItems({ file: 'a.md', content, modifiedAt: 7 }, { origin: 'md' })];
  const told = items.flatMap((item) =>
    item.type === 'statement' ? [[item.category, item.saidAt, item.tags]] : [],
  );
  assert.deepEqual(told, [
    ['user_memory_preference', 7, ['md', 'a.md', 'Preferences']],
    ['user_memory_decision', Date.UTC(2026, 2, 1), ['md', 'a.md']],
    ['self_improving_learnings', Date.UTC(2026, 1, 3), ['md', 'a.md', 'Lessons learned']],
    [undefined, 7, ['md', 'a.md', 'Anything']],
  ]);
});

test('front matter dates and sorts what has no heading, and moves the line numbers', () => {
  const content = '---\ntype: feedback\ndate: 2026-01-02\n---\n- short answers\n';
  const [item] = markdownItems({ file: 'a.md', content }, { origin: 'md' });
  assert.deepEqual(item, {
    type: 'statement',
    content: 'short answers',
    category: 'user_memory_preference',
    kind: 'preference',
    saidAt: Date.UTC(2026, 0, 2),
    file: 'a.md',
    line: 5,
    tags: ['md', 'a.md'],
  });
});

test('a name tells its day when that exists', () => {
  assert.equal(dayNamedIn('memory/2026-01-05-launch.md'), Date.UTC(2026, 0, 5));
  assert.equal(dayNamedIn('2026-02-30.md'), undefined);
  assert.equal(dayNamedIn('120260-01-05'), undefined);
});
