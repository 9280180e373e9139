import type { Rule } from '../rule.ts';
import { p, isThing, isShort } from './shared.ts';
import { adverbEn as adv, deicticEn } from './words.ts';

export const lifeEn: readonly Rule[] = [
  {
    category: 'user_memory_preference',
    kind: 'behaviour',
    attribute: 'habit',
    importance: 0.6,
    patterns: [
      p('^I (?<value>(?:usually|normally|typically|generally|always|often) (?:\\w+) .{2,60})$'),
      p(
        '^I (?<value>(?!am\\b|was\\b|have to\\b|had\\b|want\\b|would\\b|will\\b)\\w+ .{0,50}\\b(?:every (?:day|morning|evening|night|week|weekend|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:once|twice|three times) a (?:day|week|month)).{0,30})$',
      ),
    ],
    content: '{whose} habit: {value}',
    accepts: (value) =>
      !/^(?:always|often) (?:thought|think|wanted|want|wonder|forget)\b/iu.test(value) &&
      !/\b(?:errors?|warnings?|bugs?|issues?|problems?|this|that|here)\b/iu.test(value) &&
      !deicticEn.test(value),
  },
  {
    category: 'user_memory_preference',
    kind: 'behaviour',
    attribute: 'habit',
    importance: 0.6,
    patterns: [
      p(
        `^I am ${adv}an? (?:really |very |bit of an? )?(?<value>(?:light|heavy|deep) sleeper|night owl|morning person|early (?:riser|bird)|(?:picky|fussy) eater|slow reader|left-hander)(?:,.*)?$`,
      ),
    ],
    content: '{who} is a {value}',
  },
  {
    category: 'user_memory_preference',
    kind: 'behaviour',
    attribute: 'habit',
    importance: 0.6,
    patterns: [
      p(
        '^(?:I|we) (?:mainly |mostly |usually )?(?<value>(?:write|code|build|develop)(?: \\w+){0,3} in [A-Z][\\w+#.]*)$',
      ),
    ],
    content: '{whose} habit: {value}',
  },
  {
    category: 'user_memory_fact',
    kind: 'entity',
    attribute: 'possession',
    importance: 0.6,
    patterns: [
      p(
        `^I (?:just )?(?:own|drive|ride|bought|have bought|got myself) (?<value>(?:an?|my|two|three) .{2,40})$`,
      ),
      p(
        `^I have (?<value>an? (?:[\\w-]+ ){0,3}(?:car|bike|bicycle|motorcycle|house|apartment|guitar|piano|violin|camera|laptop|macbook|boat|truck|van|drone|telescope|garden|tesla|iphone))$`,
      ),
      p(`^my (?:car|laptop|phone|bike|camera|computer) is (?<value>an? .{2,40})$`),
    ],
    content: '{who} has {value}',
    accepts: (value) =>
      isShort(value) && !/^(?:a|my) (?:ticket|coffee|lunch|sandwich)/iu.test(value),
  },
  {
    category: 'user_memory_decision',
    attribute: 'decision',
    importance: 0.75,
    patterns: [
      p(
        '^(?:I|we) (?:have )?(?:finally |just |already )?(?:decided|agreed|chose|settled|opted)(?: to| on| that| for)? (?<value>.{2,80})$',
      ),
      p('^(?:I|we) (?:will|are going to|shall) go with (?<value>.{2,60})$'),
    ],
    content: '{who} decided: {value}',
    accepts: (value) => isThing(value) && !/^(?:not|between)\b/iu.test(value),
  },
  {
    category: 'user_memory_decision',
    attribute: 'decision',
    importance: 0.75,
    form: 'request',
    patterns: [p("^let['’]?s (?:go with|use|stick with|settle on|choose|pick) (?<value>.{2,60})$")],
    content: '{who} decided: {value}',
    accepts: isThing,
  },
];
