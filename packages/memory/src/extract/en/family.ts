import { relationOf, relationPattern } from '../relations.ts';
import type { Rule } from '../rule.ts';
import { p } from './shared.ts';

const relation = relationPattern('en');
export const familyEn: readonly Rule[] = [
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: ({ relation: word }) =>
      word === undefined ? undefined : relationOf(word)?.attribute,
    importance: 0.8,
    patterns: [
      p(
        `^(?:I|we) (?:also )?(?:have|got|adopted|own) (?<amount>an?|one|two|three|four|five|\\d) (?<mark>(?:[a-z0-9-]+ ){0,2}?)(?<relation>(?:${relation})s?)(?:,? (?:named|called|whose name is) (?<name>.{2,30}))?$`,
      ),
      p(
        `^(?:I|we) (?:just )?(?:had|welcomed) (?<amount>an?) (?<mark>(?:baby |new )?)(?<relation>boy|girl|${relation})$`,
      ),
    ],
    toValue: ({ name, amount = '', mark = '', relation: word = '' }) =>
      name ?? `${/^(?:an?|one)$/iu.test(amount) ? '' : `${amount} `}${mark}${word}`,
    content: '{who} has {amount} {mark}{relation}[ named {name}]',
    accepts: (_value, { mark = '' }) => !/\b(?:no|of|question|lot|good|great|bad)\b/iu.test(mark),
  },
];
