import { relationOf, relationPattern } from '../relations.ts';
import type { Groups, Rule } from '../rule.ts';
import { p } from './shared.ts';
import { nameZh } from './words.ts';

const relation = relationPattern('zh');
export const familyZh: readonly Rule[] = [
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: ({ relation: word }) =>
      word === undefined ? undefined : relationOf(word)?.attribute,
    importance: 0.8,
    patterns: [
      p(
        `^我们?家?里?(?:有|养了?|养着|领养了?|收养了?)了?(?<amount>[一两三四\\d]?[个只条位匹]?)(?<mark>[\\p{Script=Han}]{0,3}?)(?<relation>${relation})(?:,?名?字?叫做?(?<name>${nameZh}))?$`,
      ),
      p(`^我(?:生|添)了(?<amount>一?个)(?<mark>.{0,2}?)(?<relation>${relation})$`),
    ],
    toValue: ({ name, amount = '', mark = '', relation: word = '' }: Groups) =>
      name ?? `${/^[两三四2-9]/u.test(amount) ? amount : ''}${mark}${word}`,
    content: '{who}有{amount}{mark}{relation}[叫{name}]',
  },
];
