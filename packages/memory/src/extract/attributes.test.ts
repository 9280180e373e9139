import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attributeTable } from './attribute-table.ts';
import { aliasesOf, attributeInfo, isSingleValued } from './attributes.ts';

const asked: readonly (readonly [string, string])[] = [
  ['我有什么忌口？', 'health.allergy'],
  ['我有什么忌口？', 'diet.avoid'],
  ['what food should I avoid?', 'health.allergy'],
  ['我住哪', 'residence'],
  ['where do I live?', 'residence'],
  ["What's my job?", 'job'],
  ['我的职业是什么？', 'job'],
  ['where do I work', 'employer'],
  ['我在哪家公司上班？', 'employer'],
  ['我叫什么名字', 'name'],
  ['我多大了', 'age'],
  ['how old am I', 'age'],
  ['我女儿叫什么', 'family.daughter'],
  ['what are the names of my kids?', 'family.daughter'],
  ['what is my daughter allergic to', 'family.daughter.health.allergy'],
  ['我最喜欢什么颜色', 'favourite.colour'],
  ["what's my favorite color", 'favourite.colour'],
  ['我有什么计划', 'plan'],
];

for (const [question, attribute] of asked) {
  void test(`${question} asks for ${attribute}`, () => {
    const lower = question.toLowerCase();
    assert.ok(aliasesOf(attribute).some((alias) => lower.includes(alias)));
  });
}

void test('no alias is a word that most questions hold', () => {
  const general = new Set([
    '我',
    '我的',
    '什么',
    '怎么',
    '哪里',
    '谁',
    'i',
    'my',
    'what',
    'is',
    'the',
    'do',
  ]);
  for (const { attribute } of attributeTable) {
    for (const alias of aliasesOf(attribute)) {
      assert.ok(!general.has(alias) && !alias.includes('什么'), `${attribute}: ${alias}`);
    }
  }
});

void test('a person has one employer, wife and favourite colour, but many likes and daughters', () => {
  for (const attribute of [
    'employer',
    'residence',
    'family.wife',
    'favourite.colour',
    'family.wife.age',
  ]) {
    assert.equal(isSingleValued(attribute), true, attribute);
  }
  for (const attribute of [
    'likes',
    'health.allergy',
    'family.daughter',
    'family.daughter.age',
    'unheard.of',
  ]) {
    assert.equal(isSingleValued(attribute), false, attribute);
  }
});

void test('attributes are unique, and unknown ones have no aliases', () => {
  const names = attributeTable.map(({ attribute }) => attribute);
  assert.equal(new Set(names).size, names.length);
  assert.equal(attributeInfo('unheard.of'), undefined);
  assert.deepEqual(aliasesOf('unheard.of'), []);
});
