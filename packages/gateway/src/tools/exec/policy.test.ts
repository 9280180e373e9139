import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { isAllowed } from './allow-list.ts';
import { execModes, judgeCommand } from './exec-policy.ts';
import type { ExecMode } from './exec-policy.ts';
import { parseCommand, toCommandLine } from './parse-command.ts';

const wordsOf = (text: string) => parseCommand(text).words;

test('plain commands are their words', () => {
  assert.deepEqual(wordsOf('git  log --oneline'), ['git', 'log', '--oneline']);
  assert.deepEqual(wordsOf(`echo 'a  b' "c d"e\\ f ''`), ['echo', 'a  b', 'c de f', '']);
  assert.deepEqual(wordsOf(`echo '$HOME; rm -rf *' 梨`), ['echo', '$HOME; rm -rf *', '梨']);
  assert.deepEqual(wordsOf('echo "a \\"b\\" \\\\"'), ['echo', 'a "b" \\']);
});

test('what needs a shell has no words', () => {
  const tricks = [
    'ls; rm x',
    'ls && rm x',
    'ls || rm x',
    'ls | sh',
    'ls & rm x',
    'ls > /tmp/x',
    'cat < /etc/passwd',
    'echo $(rm x)',
    'echo `rm x`',
    'echo "$(rm x)"',
    'echo "`rm x`"',
    'echo $HOME',
    'ls *.txt',
    'ls {a,b}',
    'ls ~',
    'ls\nrm x',
    'ls \\\nrm x',
    '(rm x)',
    'PATH=. ls',
    '! ls',
    'ls # rm',
    "ls 'unclosed",
    'ls "unclosed',
    'ls \\',
    "echo $'\\n'",
    "ls 'a\nb'",
    'ls \0',
    '',
  ];
  for (const trick of tricks) assert.equal(wordsOf(trick), undefined, JSON.stringify(trick));
});

test('a line that is made of words reads back as them', () => {
  const words = ['echo', 'it’s', "it's", '', '$x', 'a b', '*', '\\'];
  assert.deepEqual(wordsOf(toCommandLine(words)), words);
});

test('patterns allow words, not letters of other programs', () => {
  const allows = (pattern: string, command: string) => isAllowed(wordsOf(command) ?? [], [pattern]);
  assert.equal(allows('git status', 'git status'), true);
  assert.equal(allows('git status', 'git status --short'), false);
  assert.equal(allows('git log *', 'git log'), true);
  assert.equal(allows('git log *', 'git log -3 x'), true);
  assert.equal(allows('git log *', 'git push'), false);
  assert.equal(allows('npm run test:*', 'npm run test:unit'), true);
  assert.equal(allows('npm run test:*', 'npm run test:unit more'), false);
  assert.equal(allows('ls', 'lsof'), false);
  assert.equal(allows('ls *', './ls x'), false);
  assert.equal(allows('*', './evil'), false);
  assert.equal(allows('/usr/bin/ls *', '/usr/bin/ls x'), true);
  assert.equal(allows('echo a*b*c', 'echo aXbYc'), true);
  assert.equal(allows('echo a*ba', 'echo aba'), true);
  assert.equal(allows('echo ab*ba', 'echo aba'), false);
  assert.equal(allows("echo 'a b'", "echo 'a b'"), true);
  assert.equal(allows("rm '*'", "rm '*'"), true);
  assert.equal(allows("rm '*'", 'rm x'), false);
});

test('a policy runs, asks or refuses', () => {
  const judge = (mode: ExecMode, text: string) => {
    try {
      return judgeCommand({ ...execModes[mode], allow: ['ls *'] }, parseCommand(text));
    } catch (error) {
      if (hasCode(error, 'forbidden')) return 'refuse';
      throw error;
    }
  };
  assert.equal(judge('deny', 'ls'), 'refuse');
  assert.equal(judge('allowlist', 'ls x'), 'run');
  assert.equal(judge('allowlist', 'rm x'), 'refuse');
  assert.equal(judge('allowlist', 'ls; rm x'), 'refuse');
  assert.equal(judge('ask', 'ls x'), 'run');
  assert.equal(judge('ask', 'rm x'), 'ask');
  assert.equal(judge('ask', 'ls | sh'), 'ask');
  assert.equal(judge('full', 'ls | sh'), 'run');
  const always = { security: 'full', ask: 'always', allow: ['ls *'] } as const;
  assert.equal(judgeCommand(always, parseCommand('ls')), 'ask');
});
