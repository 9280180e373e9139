import { profile } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { p, isShort } from './shared.ts';
import { isProfessionEn, adverbEn as adv } from './words.ts';

export const workEn: readonly Rule[] = [
  {
    ...profile,
    attribute: 'employer',
    importance: 0.85,
    patterns: [
      p(
        `^I (?:am )?${adv}(?:work|working|employed) (?:as .{3,30}? )?(?:at|for) (?<value>.{2,40}?)(?: as .+)?$`,
      ),
      p(
        `^I ${adv}(?:have )?(?:joined|started (?:working |a (?:new )?job )?(?:at|with)|got a job at|got hired (?:by|at)) (?<value>.{2,40}?)(?: as .+)?$`,
      ),
      p('^my (?:employer|company) is (?<value>.{2,40})$'),
      p('^I am an? (?:[^,]{3,30}) at (?<value>.{2,40})$'),
    ],
    content: '{who} works at {value}',
    accepts: (value) =>
      isShort(value) &&
      /^(?:the\s|an?\s)?[\p{Lu}\d]|^an? \w+(?: \w+)?$/u.test(value) &&
      !/^(?:home|night|an? (?:party|conference))/iu.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'job',
    importance: 0.85,
    patterns: [
      p(
        '^I (?:am )?(?:just )?(?:work|working|started|joined|got) .{2,60}? as an? (?<value>[a-z][a-z -]{2,36})$',
      ),
      p('^I (?:just )?(?:got|was|have been) promoted to (?:an? )?(?<value>.{3,40})$'),
      p(
        '^my (?:job|occupation|profession|position|job title|role|title) is (?:an? |as an? )?(?<value>.{3,40})$',
      ),
      p(
        `^I (?:am )?${adv}(?:work|working) as (?:an? |the )?(?<value>.{3,40}?)(?: (?:at|for|with|in) .*)?$`,
      ),
      p(
        `^I am ${adv}(?:an?|the) (?:\\d{1,3}[ -]years?[ -]old )?(?<prof>[a-z][a-z /-]{2,36}?)(?: (?:at|for|from|in|with|by|living|working|who|based) .*)?$`,
      ),
    ],
    toValue: (groups) => groups['prof'] ?? groups['value'] ?? '',
    content: '{whose} job is {value}',
    accepts: (value, groups) =>
      isShort(value) && (groups['prof'] === undefined || isProfessionEn(value)),
  },
  {
    ...profile,
    attribute: 'job',
    importance: 0.85,
    patterns: [
      p(`^I (?:am |have )?${adv}(?<value>retired)(?: (?:\\w+ years? ago|in \\d{4}|now))?$`),
    ],
    content: '{who} is {value}',
  },
  {
    ...profile,
    attribute: 'school',
    importance: 0.75,
    patterns: [
      p(
        `^I (?:am )?${adv}(?:go to|study at|studying at|attend|graduated from|studied at|was accepted (?:to|by)|got into) (?<value>.{2,40})$`,
      ),
      p('^I (?:am )?(?:study|studying|studied) .{2,30} at (?<value>.{2,40})$'),
      p('^I am a student at (?<value>.{2,40})$'),
    ],
    content: '{whose} school is {value}',
    accepts: (value) => isShort(value) && /^(?:the )?\p{Lu}/u.test(value),
    isProper: true,
  },
  {
    ...profile,
    attribute: 'major',
    importance: 0.6,
    patterns: [
      p('^my major is (?<value>.{2,30})$'),
      p(
        `^I (?:am )?${adv}(?:major in|majored in|majoring in|study|studying|studied) (?<value>[^,]{3,30}?)(?: at .*)?$`,
      ),
    ],
    content: '{who} studies {value}',
    accepts: (value) =>
      isShort(value) && !/^(?:at|for|in|hard|abroad|every|a lot|with)\b/iu.test(value),
  },
  {
    ...profile,
    attribute: 'language',
    importance: 0.7,
    patterns: [
      p(
        `^I (?:can )?${adv}(?:speak|am fluent in) (?:fluent |some |a little |a bit of )?(?<value>.{3,40})$`,
      ),
      p('^my (?:native language|first language|mother tongue) is (?<value>.{3,20})$'),
    ],
    content: '{who} speaks {value}',
    accepts: (value) => /^\p{Lu}\p{Ll}+$/u.test(value),
    isList: true,
  },
  {
    ...profile,
    attribute: 'learning',
    importance: 0.6,
    patterns: [
      p(
        `^I (?:am|have been|have started|started) ${adv}(?:learning|learn|trying to learn|teaching myself)(?: to| how to)? (?<value>.{3,40})$`,
      ),
    ],
    content: '{who} is learning {value}',
    accepts: (value) => isShort(value) && !/^(?:a lot|about|more)\b/iu.test(value),
  },
];
