import type { Clause, LanguageRules, Naming } from '../rule.ts';
import { retractsEn } from './retracts.ts';
import { rulesEn } from './rules.ts';
import { timedEn } from './timed.ts';
import { cleanEn, deicticEn, namingEn, retellEn, splitListEn } from './words.ts';

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
  if (
    said.split(/\s+/u).length < 2 ||
    /^(?:this|that|it|me|to|when|how|what|for|about|in|on|at|with|until|next|later|as|too|please)\b/iu.test(
      said,
    )
  )
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

export const english: LanguageRules = {
  language: 'en',
  rules: rulesEn,
  retracts: retractsEn,
  endedStatement,
  forgetQuery,
  correctedValue,
  toNote,
  timed: timedEn,
  cleanValue: cleanEn,
  cleanStatement: (text) =>
    text.replaceAll(/\s{2,}/gu, ' ').replaceAll(/(?:\s+(?:on|in|since|by))?[\s,]*(?=,|$)/giu, ''),
  retell: retellEn,
  splitList: splitListEn,
  naming: namingEn,
};
