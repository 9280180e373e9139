import assert from 'node:assert/strict';
import { test } from 'node:test';

import { aliasesOf, isSingleValued } from './attribute-rules.ts';

test('one value at a time: of the person, of a favourite, of somebody there is one of', () => {
  const single = ['employer', 'residence', 'favourite.colour', 'family.mother', 'family.wife.age'];
  const several = ['likes', 'plan', 'health.allergy', 'family.daughter', 'family.wife.likes', 'x'];
  assert.deepEqual(single.filter(isSingleValued), single);
  assert.deepEqual(several.filter(isSingleValued), []);
});

test('other words for an attribute, in both languages', () => {
  assert.match(aliasesOf('health.allergy').join(' '), /忌口/u);
  assert.match(aliasesOf('favourite.colour').join(' '), /颜色.*color/u);
  assert.match(aliasesOf('family.wife.birthday').join(' '), /妻子.*wife.*生日/u);
  assert.deepEqual(aliasesOf('unheard.of'), []);
});
