import { preference } from '../rule.ts';
import { favouriteAttribute } from '../favourites.ts';
import type { Rule } from '../rule.ts';
import { p, isThing, isShort } from './shared.ts';
import { adverbEn as adv } from './words.ts';

export const tastesEn: readonly Rule[] = [
  {
    ...preference,
    attribute: ({ what }) => (what === undefined ? undefined : favouriteAttribute(what)),
    importance: 0.75,
    patterns: [
      p(
        '^my (?:all[ -]time )?favou?rite (?<what>[a-z]+(?: [a-z]+){0,2}?) (?:is|are|has to be|would be) (?<value>.{2,50})$',
      ),
    ],
    content: '{whose} favourite {what} is {value}',
    accepts: isShort,
  },
  {
    ...preference,
    attribute: 'prefers',
    importance: 0.7,
    patterns: [
      p(`^I (?:would )?${adv}(?:much )?prefer (?<value>.{2,60})$`),
      p(`^I like (?<value>.{2,30}? (?:better than|more than) .{2,30})$`),
      p('^my preference is (?<value>.{2,50})$'),
    ],
    content: '{who} prefers {value}',
    accepts: isThing,
  },
  {
    ...preference,
    attribute: 'prefers',
    importance: 0.7,
    patterns: [
      p(`^I ${adv}only ${adv}(?<verb>eat|drink|use|wear|buy|read|take) (?<value>.{2,40})$`),
    ],
    content: '{who} only {verb}s {value}',
    accepts: (value) => isShort(value) && !/\d|^(?:a|an|half|part|once)\b/iu.test(value),
  },
  {
    ...preference,
    attribute: 'dislikes',
    importance: 0.7,
    patterns: [
      p(
        `^I ${adv}(?:hate|dislike|can't stand|cannot stand|detest|loathe|despise) (?<value>.{2,50})$`,
      ),
      p(`^I ${adv}(?:don't|do not|never) ${adv}(?:like|enjoy|care for) (?<value>.{2,50})$`),
      p(`^I am not (?:a (?:big )?fan of|into|fond of|keen on) (?<value>.{2,50})$`),
    ],
    content: '{who} dislikes {value}',
    accepts: (value) => isShort(value) && !/anymore|any more|no longer/iu.test(value),
    isList: true,
  },
  {
    ...preference,
    attribute: 'fears',
    importance: 0.6,
    patterns: [p(`^I am ${adv}(?:afraid|scared|terrified) of (?<value>.{2,40})$`)],
    content: '{who} is afraid of {value}',
    accepts: (value) => isShort(value) && !/^\w+ing (?:the|it|this)\b/u.test(value),
  },
  {
    ...preference,
    attribute: 'likes',
    importance: 0.7,
    patterns: [
      p(`^(?:I|we) ${adv}(?:like|love|enjoy|adore) (?<value>.{2,60})$`),
      p(
        `^I am ${adv}(?:a (?:big |huge )?fan of|into|fond of|keen on|passionate about|obsessed with|interested in) (?<value>.{2,50})$`,
      ),
      p('^my (?:hobby|hobbies|interests?) (?:is|are|include) (?<value>.{2,60})$'),
      p('^I am an? (?:big |huge |avid )?(?<value>[a-z]+) (?:lover|fan|enthusiast)$'),
    ],
    content: '{who} likes {value}',
    accepts: (value) => isShort(value) && !/^if\b/iu.test(value),
    isList: true,
  },
];
