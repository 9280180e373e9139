import type { FoundDate } from '../../text/dates.ts';
import type { Clause, Naming, TimedStatement } from '../rule.ts';

const future =
  /^(?:I|we) (?<rest>(?:am|are) (?:going|flying|travell?ing|driving|moving|visiting|meeting|starting|taking|having|getting|leaving|attending|planning|hosting|seeing|running|heading|coming back|returning)\b.*|will (?!be (?:fine|ok|able|happy)|do\b|try\b|let\b|need you\b).*|have (?:an? |my |to |the ).*|plan to .*|am due .*|need to .*|fly .*|leave .*|start .*)$/iu;
const past =
  /^(?:I|we) (?<rest>(?:just |finally |also )?(?:went|had|got|met|visited|saw|bought|moved|started|finished|joined|attended|signed|took|made|ran|won|lost|passed|failed|adopted|married|graduated|celebrated|gave|tried|watched|read|painted|completed|travell?ed|camped|hiked|flew|came|spoke|talked|hosted|launched|released|broke|quit|left|did|played|went)\b.*)$/iu;
/** What still matters when the day is over; the rest of the last days is small talk, and stands in its message. */
const lasting =
  /\b(?:first|finally|went to|moved|started|finished|joined|signed|adopted|married|graduated|celebrated|won|passed|failed|quit|left (?:my|the)|launched|released|published|completed|attended|broke|lost|bought (?:an?|my|our) |sold|visited|met|painted|travell?ed|camped|hiked|flew|hosted|diagnosed|surgery|operation|accident|hospital|doctor|dentist|vet|baby|engaged|promot|offer|diploma|degree|licen[cs]e|keys|interview|marathon|race)\b/iu;
const lastDays =
  /^(?:today|tonight|yesterday|last night|this (?:morning|afternoon|evening)|the day before yesterday|(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day)/iu;
const passing =
  /\b(?:tired|busy|you|your|hungry|question|help|lunch|breakfast|coffee|error|bug|every|birthday|born)\b/iu;

/** "I want to run a marathon next year"; of one day it is a mood. */
const goal = /^(?:I|we) (?<rest>(?:want|would like|hope|aim) to .*)$/iu;
const appointment =
  /^(?:my|our) (?<rest>(?:wedding|flight|train|exam|test|interview|appointment|surgery|presentation|graduation|recital|trip|vacation|meeting|concert)\b.* (?:is|starts|begins)\b.*)$/iu;

const bareIntent = /^(?:I|we) (?:(?:am|are) planning (?:to|on)|plan to) /iu;

/** A clause with a date: what its person is going to do, or did. A plan may lack its date. */
export function timedEn(
  clause: Clause,
  dates: readonly FoundDate[],
  naming: Naming,
): TimedStatement | undefined {
  const { text } = clause;
  const [date] = dates;
  if (passing.test(text) || (dates.length === 0 && !bareIntent.test(text))) return undefined;
  const told = toldIn(text, date);
  const value = told === undefined ? '' : essence(told.rest, dates);
  if (told === undefined || value.length < 3) return undefined;
  return {
    attribute: told.isPast ? 'event' : 'plan',
    content: told.isOwned
      ? `${naming.whose} ${told.rest}`
      : inThirdPerson(told.rest, /^we/iu.test(text), naming),
    value,
    importance: told.isPast ? 0.5 : 0.7,
  };
}

function toldIn(
  text: string,
  date: FoundDate | undefined,
): { readonly rest: string; readonly isPast: boolean; readonly isOwned: boolean } | undefined {
  const isGoal = date !== undefined && date.precision !== 'day' && date.precision !== 'minute';
  for (const pattern of [appointment, past, future, ...(isGoal ? [goal] : [])]) {
    const rest = pattern.exec(text)?.groups?.['rest'];
    const isSmallTalk =
      pattern === past && date !== undefined && lastDays.test(date.text) && !lasting.test(text);
    if (rest !== undefined && !isSmallTalk) {
      return { rest, isPast: pattern === past, isOwned: pattern === appointment };
    }
  }
  return undefined;
}

/** What is done, without who, when and "going to". */
function essence(told: string, dates: readonly FoundDate[]): string {
  return dates
    .reduce((rest, date) => rest.replace(date.text, ''), told)
    .replace(
      /^(?:(?:am|are) (?:going to (?=[a-z]+\b)|planning (?:to|on) )?|will |have |(?:plan|need|want|hope|aim|would like) to )/u,
      '',
    )
    .replace(/\s+(?:is|starts|begins)\s*$/u, '')
    .replace(/\s+(?:on|in|at|by)?\s*$/u, '')
    .replaceAll(/\s{2,}/gu, ' ')
    .trim();
}

const singular: Readonly<Record<string, string>> = {
  am: 'is',
  are: 'is',
  have: 'has',
  plan: 'plans',
  need: 'needs',
  want: 'wants',
  hope: 'hopes',
  aim: 'aims',
  fly: 'flies',
  leave: 'leaves',
  start: 'starts',
};

function inThirdPerson(told: string, isWe: boolean, { who, whose }: Naming): string {
  const verb = /^\S+/u.exec(told)?.[0] ?? '';
  const owner = whose.startsWith('The ') ? 'their' : whose;
  const rest = told
    .slice(verb.length)
    .replaceAll(/\b(?:my|our)\b/giu, owner)
    .replaceAll(/\bmyself\b/giu, 'themself')
    .replaceAll(/\bme\b/giu, 'them');
  return `${who}${isWe ? ' (with others)' : ''} ${singular[verb.toLowerCase()] ?? verb}${rest}`;
}
