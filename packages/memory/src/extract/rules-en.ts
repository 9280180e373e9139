import { favouriteAttribute } from './favourites.ts';
import { relationOf, relationPattern } from './relations.ts';
import type { RetractRule, Rule } from './rule.ts';
import { requestRulesEn } from './rules-requests-en.ts';
import { adverbEn as adv, deicticEn, isProfessionEn, nameEn, notNameEn } from './words-en.ts';

const p = (source: string): RegExp => new RegExp(source, 'iu');
/** Names are told by their capitals. */
const cased = (source: string): RegExp => new RegExp(source, 'u');
const profile = { category: 'user_memory_fact', kind: 'profile' } as const;
const preference = { category: 'user_memory_preference', kind: 'preference' } as const;

const isThing = (value: string): boolean => value.length > 0 && !deicticEn.test(value);
const isShort = (value: string): boolean => isThing(value) && value.split(/\s+/u).length <= 8;
const isPlace = (value: string): boolean =>
  isShort(value) &&
  /^(?:the\s)?\p{Lu}|^(?:a|an|the)\s\w+\s(?:of|in|near)\b|^(?:downtown|near)\b/u.test(value);

const person: readonly Rule[] = [
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
      p(`^I am ${adv}(?:an? )?(?<value>\\d{1,3})(?:[ -]years?[ -]old\\b|$)`),
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
      p(`^I am ${adv}(?<value>single|married|divorced|engaged|widowed)(?: now)?(?: to .+)?$`),
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
        `^(?:I|we) (?:am |are )?${adv}(?:live|living|reside|based|staying permanently|settled) (?:in|at|near|on) (?<value>.{2,40})$`,
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

const work: readonly Rule[] = [
  {
    ...profile,
    attribute: 'employer',
    importance: 0.85,
    patterns: [
      p(
        `^I (?:am )?${adv}(?:work|working|employed) (?:as .{3,30}? )?(?:at|for|with) (?<value>.{2,40})$`,
      ),
      p(
        `^I ${adv}(?:have )?(?:joined|started (?:working )?at|got a job at|got hired (?:by|at)) (?<value>.{2,40})$`,
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
    accepts: (value) =>
      isShort(value) &&
      /\p{Lu}/u.test(value) &&
      /universit|college|school|institute|academy|MIT|UC\b|UCL|^\p{Lu}[\p{L}]+$|Tech/u.test(value),
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
        `^I (?:am|have been|have started|started) ${adv}(?:learning|learn|teaching myself)(?: to| how to)? (?<value>.{3,40})$`,
      ),
    ],
    content: '{who} is learning {value}',
    accepts: (value) => isShort(value) && !/^(?:a lot|about|more)\b/iu.test(value),
  },
];

const relation = relationPattern('en');
const family: readonly Rule[] = [
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

const health: readonly Rule[] = [
  {
    ...profile,
    attribute: 'health.allergy',
    importance: 0.95,
    patterns: [
      p(
        `^I am ${adv}(?:(?:severely|deathly|highly|mildly|slightly|terribly|extremely) )?allergic to (?<value>.{2,60})$`,
      ),
      p(`^I ${adv}have (?:an?|a (?:severe|bad|mild|serious)) (?<value>[a-z ]{2,30}?) allergy$`),
      p(
        `^I ${adv}have (?:an? )?(?:severe |bad |mild |serious )?allerg(?:y|ies) to (?<value>.{2,60})$`,
      ),
      p('^my allerg(?:y|ies) (?:is|are|include) (?<value>.{2,60})$'),
    ],
    content: '{who} is allergic to {value}',
    accepts: isShort,
    isList: true,
  },
  {
    ...profile,
    attribute: 'health.condition',
    importance: 0.9,
    patterns: [
      p(
        `^I ${adv}(?:have|suffer from|was diagnosed with|have been diagnosed with|got diagnosed with|live with) (?:an? |chronic |severe |mild )*(?<value>diabetes|type [12] diabetes|asthma|migraines?|hypertension|high blood pressure|low blood pressure|anxiety|depression|insomnia|adhd|autism|celiac(?: disease)?|ibs|arthritis|anemia|cancer|eczema|gout|heart (?:disease|condition)|epilepsy|hay fever|[a-z]+ (?:disease|disorder|syndrome|intolerance)|[a-z]+itis)$`,
      ),
      p(
        `^I am ${adv}(?<value>diabetic|asthmatic|lactose[ -]intolerant|gluten[ -]intolerant|pregnant|colou?r ?blind|deaf|autistic|celiac|near-?sighted)$`,
      ),
    ],
    content: '{whose} health: {value}',
  },
  {
    ...profile,
    attribute: 'health.medication',
    importance: 0.85,
    patterns: [
      p(
        `^I (?:am )?${adv}(?:take|taking|on) (?<value>[a-z ]{0,20}(?:medication|medicine|pills|metformin|insulin|ibuprofen|statins?|antidepressants|antibiotics|inhaler))\\b`,
      ),
    ],
    content: '{who} takes {value}',
  },
  {
    ...preference,
    attribute: 'diet.style',
    importance: 0.9,
    patterns: [
      p(
        `^I (?:am|eat|have gone|went|became|have been|keep) ${adv}(?:an? |on an? )?(?:strict(?:ly)? )?(?<value>vegetarian|vegan|pescatarian|halal|kosher|keto|gluten[ -]free|paleo|plant[ -]based)(?: diet)?(?: (?:for|since) .*)?$`,
      ),
    ],
    content: '{whose} diet is {value}',
  },
  {
    ...preference,
    attribute: 'diet.avoid',
    importance: 0.85,
    patterns: [
      p(
        `^I ${adv}(?:never|can't|cannot|can not|don't|do not|am not able to|am unable to) ${adv}(?:ever )?(?:eat|drink|have to eat|tolerate) (?<value>.{2,40})$`,
      ),
      p(`^I ${adv}(?:avoid|stay away from) (?:eating |drinking )?(?<value>.{2,40})$`),
      p(`^I ${adv}(?:gave up|have given up|quit|stopped) (?:eating |drinking )(?<value>.{2,40})$`),
    ],
    content: '{who} does not eat or drink {value}',
    accepts: (value) =>
      isShort(value) &&
      !/^(?:much|breakfast|lunch|dinner|well|out|people|crowds|enough|at|after|before|too)\b/iu.test(
        value,
      ),
    isList: true,
  },
];

const tastes: readonly Rule[] = [
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
    accepts: isShort,
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

const life: readonly Rule[] = [
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
      !deicticEn.test(value),
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
    accepts: (value) => isThing(value) && !/^(?:not yet|between)\b/iu.test(value),
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

export const rulesEn: readonly Rule[] = [
  ...person,
  ...work,
  ...family,
  ...health,
  ...tastes,
  ...life,
  ...requestRulesEn,
];

export const retractsEn: readonly RetractRule[] = [
  {
    attribute: 'employer',
    patterns: [
      p(
        `^I ${adv}(?:have )?(?:quit|left|resigned from|got fired from|was laid off (?:from|by)) (?:my )?(?:job|position|work)(?: (?:at|with) (?<value>.{2,40}))?$`,
      ),
      p(`^I ${adv}(?:have )?(?:resigned|retired) from (?<value>.{2,40})$`),
      cased('^I (?:have )?(?:just )?(?:quit|left) (?<value>\\p{Lu}[\\p{L}& ]+)$'),
    ],
  },
  { attribute: 'marital_status', patterns: [p('^(?:I|we) (?:got|are getting) (?:a )?divorced?$')] },
  {
    attribute: 'habit',
    patterns: [
      p(
        `^I ${adv}(?:have )?(?:quit|stopped|gave up) (?<value>smoking|drinking|running|gaming|vaping)$`,
      ),
    ],
  },
];
