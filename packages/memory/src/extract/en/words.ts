import type { Clause, Naming } from '../rule.ts';

export const adverbEn =
  '(?:(?:also|really|actually|currently|now|still|just|already|always|both|very|so|absolutely|personally|recently|honestly|definitely|truly)\\s+)*';
export const nameEn = "[\\p{Lu}][\\p{L}'-]*(?:\\s+[\\p{Lu}][\\p{L}'.-]*){0,2}";

/** Things that stand for something only in this conversation. */
export const deicticEn =
  /^(?:this|that|these|those|it|you|your|yours|him|her|them|he|she|they|what|how|when|where|who|the way|the idea|everything|nothing|anything|something|one|me|us|the (?:first|second|third|last|latter|former|other|same|next|previous)|to (?:know|see|hear|ask|thank|be|say|think))\b/iu;

const tail =
  /\s*(?:,?\s+(?:too|as well|either|though|anymore|any more|because|so that|since|when|while|although|but|which|who|at the moment|right now|these days|nowadays|currently|now|for now|a lot|very much|so much|the most|by the way|btw|please|thanks|thank you|actually|lol|haha|for (?:\d+|an?|a few|several|many|two|three|four|five|six|seven|eight|nine|ten) (?:year|month|week|day)s?)\b.*)$/iu;

export function cleanEn(value: string): string {
  return value
    .trim()
    .replace(tail, '')
    .replace(/^["'“]+|["'”,]+$/gu, '')
    .replace(/^(?:some|any)\s+/iu, '')
    .trim();
}

export function splitListEn(value: string): readonly string[] {
  return value
    .split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+(?:to\s+)?/iu)
    .map((item) => cleanEn(item).replace(/^to\s+/iu, ''))
    .filter((item) => item !== '');
}

/** The first person of a value as the third. */
export function retellEn(value: string): string {
  return value
    .replaceAll(/\b(?:my|our)\b/giu, 'their')
    .replaceAll(/\bmyself\b/giu, 'themself')
    .replaceAll(/\b(?:me|us)\b/gu, 'them')
    .replaceAll(/\bI\b/gu, 'they');
}

export function namingEn(speaker: string | undefined, clause: Clause): Naming {
  const owner = speaker ?? 'The user';
  if (clause.relation === undefined) return { who: owner, whose: `${owner}'s` };
  const who = `${owner}'s ${clause.relation.word}`;
  return { who, whose: `${who}'s` };
}

const professionEnd =
  /(?:er|or|ist|ian|yst|eer|ant|ect|nurse|chef|cook|pilot|doctor|student|judge|model|barista|ceo|cto|cfo|coo|founder|freelancer|musician|analyst|intern|professor|coach|mechanic|clerk|agent|official|soldier|officer|nanny|librarian|plumber|therapist|scientist|developer|dev|sre|phd|undergrad|graduate|postdoc|driver|representative|vet|critic|athlete|guide|host|editor|director|partner|head of .+|vp of .+)$/iu;
const notProfession =
  /\b(?:lover|believer|beginner|member|user|owner|fan|bit|number|customer|neighbou?r|sister|brother|mother|father|daughter|smoker|drinker|non-smoker|sleeper|reader|perfectionist|vegetarian|sufferer|person|stranger|supporter|newcomer|visitor|learner|vegan|foreigner|winner|loser|mother|parent|introvert|optimist|pessimist|feminist|riser|thinker|starter|walker|giver|eater|consumer|caller|hater)\b/iu;

/** A word for what somebody does for a living. */
export function isProfessionEn(value: string): boolean {
  return professionEnd.test(value) && !notProfession.test(value) && value.split(/\s+/u).length <= 5;
}

/** Capitalised words after "I'm" that are no names. */
export const notNameEn =
  /^(?:American|British|Chinese|Canadian|German|French|Italian|Spanish|Japanese|Korean|Indian|Australian|Russian|Brazilian|Mexican|Dutch|Swedish|Irish|Scottish|English|European|Asian|African|Latino|Latina|Hispanic|Jewish|Muslim|Christian(?!\s\p{Lu})|Catholic|Buddhist|Hindu|OK|Ok|Not|So|Very|In|At|On|From|Here|Back|Sorry|Happy|Glad|Sure|Just|Going|Also|A|An|The|Your|My|Good|Fine|Gonna|Trying|Looking|Allergic|Vegan|Vegetarian|Done|Gone|New|Old|Ready|Busy|Tired|Lost|Stuck|Free|Late|Early|Curious|Confused|Interested|Home|Single|Married|Sick|Bored|Excited|Afraid|Hungry|Really|Still|Now|On|Of|With|\p{Lu}\p{Ll}{3,}ing$)\b/u;
