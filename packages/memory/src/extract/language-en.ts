import type { FoundDate } from '../text/dates.ts';
import type { Clause, LanguageRules, Naming, TimedStatement } from './rule.ts';
import { retractsEn, rulesEn } from './rules-en.ts';
import { cleanEn, deicticEn, namingEn, splitListEn } from './words-en.ts';

const forget =
  /^(?:(?:please|can you|could you|you (?:can|should)|now|just) )*(?:forget|erase|delete|don['’]?t remember|stop remembering|remove)(?: (?:everything|all|what|anything))?(?: (?:you know|you remember|i (?:said|told you)))?(?: (?:that|about|from (?:your )?memory))* (?<what>(?:i|my|i['’]m|i['’]ve)\b.{2,60})$/iu;

function forgetQuery(said: string): string | undefined {
  const what = forget.exec(said)?.groups?.['what'];
  if (what === undefined || /\b(?:said|told you|file|code|question|message)\b/iu.test(what))
    return undefined;
  return cleanEn(what.replace(/\s+from (?:your )?memory$/iu, ''));
}

/** "I no longer live in X", "I don't like X anymore": the statement that has ended. */
function endedStatement(text: string): string | undefined {
  const longer = /^I (?:am )?no longer (?<rest>.+)$/iu.exec(text);
  if (longer !== null) {
    const verb = /^I am/iu.test(text) ? 'am ' : '';
    return `I ${verb}${longer.groups?.['rest'] ?? ''}`;
  }
  const more =
    /^I (?:(?:really|actually) )?(?:don't|do not) (?<rest>.+?) (?:anymore|any more|any longer)$/iu.exec(
      text,
    ) ?? /^I (?<rest>am) not (?<end>.+?) (?:anymore|any more|any longer)$/iu.exec(text);
  const { rest, end } = more?.groups ?? {};
  if (rest !== undefined) return `I ${rest}${end === undefined ? '' : ` ${end}`}`;
  return undefined;
}

function correctedValue(clause: Clause): string | undefined {
  if (!clause.isCorrection) return undefined;
  const value = /^(?:it(?:['’]s| is)|i meant|make that|that should be) (?<value>.{1,40})$/iu.exec(
    clause.said,
  )?.groups?.['value'];
  return value === undefined ||
    deicticEn.test(value) ||
    /^(?:not|ok|fine|true|right)\b/iu.test(value)
    ? undefined
    : cleanEn(value);
}

const auxiliary: Readonly<Record<string, string>> = {
  am: 'is',
  have: 'has',
  do: 'does',
  "don't": "doesn't",
  was: 'was',
};

/** Third person where that is certain, otherwise the words as they were said. */
function toNote(said: string, { who, whose }: Naming): string | undefined {
  if (said.split(/\s+/u).length < 2 || /^(?:this|that|it|me|to|when|how|what)\b/iu.test(said))
    return undefined;
  const own = said
    .replaceAll('’', "'")
    .replaceAll(/\bI'm\b/giu, 'I am')
    .replaceAll(/\bI've\b/giu, 'I have')
    .replaceAll(
      /\bI (?<verb>am|have|do|don't|was|will|can|can't|must|had|would)\b/giu,
      (_, verb: string) => `${who} ${auxiliary[verb.toLowerCase()] ?? verb}`,
    );
  if (/\bI\b/u.test(own)) return `${who} asked to remember: "${said}"`;
  const lower = whose.replace(/^The /u, 'the ');
  const told = own.replace(/^my\b/iu, whose).replaceAll(/\bmy\b/giu, lower);
  return told.charAt(0).toUpperCase() + told.slice(1);
}

const future =
  /^(?:I|we) (?<rest>(?:am|are) (?:going|flying|travell?ing|driving|moving|visiting|meeting|starting|taking|having|getting|leaving|attending|planning|hosting|seeing|running|heading|coming back|returning)\b.*|will (?!be (?:fine|ok|able|happy)|do\b|try\b|let\b|need you\b).*|have (?:an? |my |to |the ).*|plan to .*|am due .*|need to .*|fly .*|leave .*|start .*)$/iu;
const past =
  /^(?:I|we) (?<rest>(?:just |finally |also )?(?:went|had|got|met|visited|saw|bought|moved|started|finished|joined|attended|signed|took|made|ran|won|lost|passed|failed|adopted|married|graduated|celebrated|gave|tried|watched|read|painted|completed|travell?ed|camped|hiked|flew|came|spoke|talked|hosted|launched|released|broke|quit|left|did|played|went)\b.*)$/iu;
const passing =
  /\b(?:tired|busy|you|your|hungry|question|help|lunch|breakfast|coffee|error|bug)\b/iu;

/** A clause with a date: what its person is going to do, or did. */
function timed(
  clause: Clause,
  dates: readonly FoundDate[],
  naming: Naming,
): TimedStatement | undefined {
  const { text } = clause;
  if (passing.test(text) || /\b(?:every|birthday|born)\b/iu.test(text)) return undefined;
  const isIntent = /^(?:I|we) (?:am|are)? ?(?:planning to|planning on|plan to) /iu.test(text);
  if (dates.length === 0 && !isIntent) return undefined;
  const was = past.exec(text);
  const told = was?.groups?.['rest'] ?? future.exec(text)?.groups?.['rest'];
  if (told === undefined) return undefined;
  const value = dates
    .reduce((rest, date) => rest.replace(date.text, ''), told)
    .replace(
      /^(?:(?:am|are) (?:going to (?=[a-z]+\b)|planning (?:to|on) )?|will |have |plan to |need to )/u,
      '',
    )
    .replace(/\s+(?:on|in|at|by)?\s*$/u, '')
    .replaceAll(/\s{2,}/gu, ' ')
    .trim();
  if (value.length < 3) return undefined;
  return {
    attribute: was === null ? 'plan' : 'event',
    content: inThirdPerson(told, /^we/iu.test(text), naming),
    value,
    importance: was === null ? 0.7 : 0.5,
  };
}

const singular: Readonly<Record<string, string>> = {
  am: 'is',
  are: 'is',
  have: 'has',
  plan: 'plans',
  need: 'needs',
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

export const english: LanguageRules = {
  language: 'en',
  rules: rulesEn,
  retracts: retractsEn,
  endedStatement,
  forgetQuery,
  correctedValue,
  toNote,
  timed,
  cleanValue: cleanEn,
  splitList: splitListEn,
  naming: namingEn,
};
