import { profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, cased, isPlace } from './shared.ts';
import { nameEn, notNameEn, adverbEn as adv } from './words.ts';

export const personEn: readonly Rule[] = [
  {
    ...profile,
    attribute: 'name',
    importance: 0.95,
    patterns: [
      cased(`^[Mm]y (?:full |real |first |actual )?name is (?<value>${nameEn})`),
      cased(`^I am (?<value>${nameEn})(?=$| from | and )`),
      cased(`^I am (?:called|named) (?<value>${nameEn})$`),
      p('^my (?:full |real |first )?name is (?<value>[a-z]{2,15})$'),
    ],
    content: '{whose} name is {value}',
    accepts: (value) => !notNameEn.test(value) && !/^(?:not|on|the|in)\b/iu.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'age',
    importance: 0.7,
    patterns: [
      p(`^I am ${adv}(?:only |almost )?(?:an? )?(?<value>\\d{1,3})(?:[ -]years?[ -]old\\b|$)`),
      p('^I (?:just )?(?:turned|have turned|turn) (?<value>\\d{1,3})\\b'),
    ],
    content: '{who} is {value} years old',
  },
  {
    ...profile,
    attribute: 'birthday',
    importance: 0.8,
    patterns: [
      p('^my birthday is (?:on |in )?(?<value>.{3,30})$'),
      p(
        '^I was born (?:on|in) (?<value>(?:the \\d|\\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).{2,25})$',
      ),
    ],
    content: '{whose} birthday is {value}',
    accepts: (value) =>
      /\d|january|february|march|april|may|june|july|august|september|october|november|december/iu.test(
        value,
      ),
  },
  {
    ...profile,
    attribute: 'anniversary',
    importance: 0.75,
    patterns: [p('^(?:my|our) (?:wedding )?anniversary is (?:on )?(?<value>.{3,30})$')],
    content: '{whose} wedding anniversary is {value}',
    accepts: (value) => /\d/u.test(value),
  },
  {
    ...profile,
    attribute: 'gender',
    importance: 0.6,
    patterns: [
      p(
        `^I am ${adv}an? (?<value>man|woman|guy|girl|boy|male|female|trans woman|trans man|transgender woman|transgender man)$`,
      ),
    ],
    content: '{who} is a {value}',
  },
  {
    ...profile,
    attribute: 'marital_status',
    importance: 0.7,
    patterns: [
      p(
        `^I (?:am|have been) ${adv}(?<value>single|married|divorced|engaged|widowed)(?: now)?(?: (?:to (?!this|that|the|my|it\\b)|for ).+)?$`,
      ),
    ],
    content: '{who} is {value}',
  },
  {
    ...profile,
    attribute: 'hometown',
    importance: 0.8,
    patterns: [
      p(`^I (?:am|come) ${adv}(?:originally )?from (?<value>.{2,40})$`),
      p('^I am (?:an? )?[^,]{2,40}? (?:originally )?from (?<value>.{2,40})$'),
      p('^I (?:grew up|was born|was raised|was born and raised) in (?<value>\\D{2,40})$'),
      p('^my home ?town is (?<value>.{2,40})$'),
    ],
    content: '{who} is from {value}',
    accepts: isPlace,
    isProper: true,
  },
  {
    ...profile,
    attribute: 'residence',
    importance: 0.85,
    patterns: [
      p(
        `^(?:I|we) (?:am |are |have been )?${adv}(?:live|living|reside|based|staying permanently|settled) (?:in|at|near|on) (?<value>.{2,40})$`,
      ),
      p(
        `^(?:I|we) ${adv}(?:have )?(?:${adv})(?:moved|relocated)(?: back)?(?: from \\S+)? to (?<value>.{2,40})$`,
      ),
      p('^my (?:home|house|apartment|flat|place) is in (?<value>.{2,40})$'),
    ],
    content: '{who} lives in {value}',
    accepts: isPlace,
    isProper: true,
  },
];
