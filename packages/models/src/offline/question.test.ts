import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isQuestion } from './question.ts';

const questions = [
  '我有什么忌口？',
  '我住哪里',
  '你还记得我的名字吗',
  '告诉我下周的安排',
  '我几点的飞机',
  'What am I allergic to',
  'Hey, do you remember my name',
  'I am going out. Where did I leave my keys',
  'tell me about my trip',
  'so when is my flight?',
];

const statements = [
  '我叫小林，对花生过敏，下周三要去杭州出差。',
  '记住我喜欢喝茶',
  '我在忙着写书呢',
  '我有几本书要还',
  'My name is Alice and I live in Leeds.',
  'I know how to swim.',
  'Remember that I like tea.',
  'Thanks',
];

test('tells questions from statements in both languages', () => {
  assert.deepEqual(
    questions.filter((text) => !isQuestion(text)),
    [],
  );
  assert.deepEqual(statements.filter(isQuestion), []);
});
