import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toFirstPerson } from './first-person.ts';

const told: readonly (readonly [text: string, own: string])[] = [
  ['The user lives in Porto', 'I live in Porto'],
  ['User prefers dark mode', 'I prefer dark mode'],
  ['The user is allergic to peanuts', 'I am allergic to peanuts'],
  ['The user never eats meat', 'I never eat meat'],
  ["The user's daughter has a cat", 'My daughter has a cat'],
  ['用户住在杭州', '我住在杭州'],
  ['用户的女儿对鸡蛋过敏', '我的女儿对鸡蛋过敏'],
  ['I live in Porto', 'I live in Porto'],
  ['The users of Acme complain', 'The users of Acme complain'],
];

for (const [text, own] of told) {
  test(`is read in the first person: ${text}`, () => assert.equal(toFirstPerson(text), own));
}
