import { findDates, resolveRelativeDates } from '../text/dates.ts';
import type { DateOptions, FoundDate } from '../text/dates.ts';
import type { Candidate, LearnCandidate, RetractCandidate, ToldMessage } from './candidate.ts';
import { matchRules } from './match-rules.ts';
import type { RuleMatch } from './match-rules.ts';
import { fillTemplate } from './rule.ts';
import type { Clause, LanguageRules } from './rule.ts';

/** A statement that a bare "no, it's X" may mend. */
export interface Stated {
  readonly match: RuleMatch;
  readonly clause: Clause;
}

export interface Reading {
  readonly message: ToldMessage;
  /** `user`, or the name of the speaker. */
  readonly subject: string;
  /** Undefined for the user. */
  readonly speaker: string | undefined;
  readonly dates: DateOptions;
  readonly language: LanguageRules;
  readonly last: Stated | undefined;
}

export interface ClauseResult {
  readonly candidates: readonly Candidate[];
  readonly last: Stated | undefined;
}

/** What one clause says that may be worth keeping. */
export function readClause(clause: Clause, reading: Reading): ClauseResult {
  const { language } = reading;
  const query = language.forgetQuery(clause.said);
  if (query !== undefined) {
    const forget: Candidate = { action: 'forget', query, ...baseOf(clause, reading) };
    return { candidates: [forget], last: reading.last };
  }
  const told = whenTold(clause, reading);
  const matches = matchRules(told.clause, language).filter(
    ({ rule }) =>
      !told.isAhead || rule.category === 'user_memory_decision' || rule.form === 'request',
  );
  if (matches.length === 0) {
    const mended = mend(clause, reading);
    if (mended !== undefined) return mended;
  }
  const found: readonly Candidate[] = [
    ...retractions(clause, reading),
    ...matches.map((match) => ({ ...toCandidate(match, clause, reading), ...told.validity })),
    ...(matches.length > 0 ? [] : timedOf(clause, told.dates, reading)),
  ];
  const isNoted = found.length === 0 && clause.isExplicit;
  const [match] = matches;
  return {
    candidates: isNoted ? noteOf(clause, reading) : found,
    last: match === undefined ? reading.last : { match, clause },
  };
}

interface Told {
  readonly dates: readonly FoundDate[];
  /** The clause without the relative date of something that has begun ("I moved to Paris last month"). */
  readonly clause: Clause;
  /** It is about a day to come: a plan, not yet a fact. */
  readonly isAhead: boolean;
  readonly validity: { readonly validFrom?: number };
}

function whenTold(clause: Clause, { dates: options, language }: Reading): Told {
  const dates = findDates(clause.text, options);
  const relative = dates.filter((date) => date.isRelative);
  const [first] = relative;
  if (first === undefined) return { dates, clause, isAhead: false, validity: {} };
  if (first.from > options.base) return { dates, clause, isAhead: true, validity: {} };
  const text = relative.reduce((rest, date) => rest.replace(date.text, ''), clause.text);
  const rest = { ...clause, text: language.cleanStatement(text) };
  // "This year" says how things are now, not since when.
  const isOver = first.to <= options.base || first.precision === 'day';
  return { dates, clause: rest, isAhead: false, validity: isOver ? { validFrom: first.from } : {} };
}

function baseOf(
  clause: Clause,
  { message }: Reading,
): { readonly quote: string; readonly messageIds: readonly string[] } {
  return { quote: message.text.slice(clause.from, clause.to), messageIds: [message.id] };
}

function toCandidate(match: RuleMatch, clause: Clause, reading: Reading): LearnCandidate {
  const { rule, value, groups, language } = match;
  const naming = language.naming(reading.speaker, clause);
  const content = fillTemplate(rule.content, {
    ...groups,
    ...naming,
    value: language.retell(value),
  });
  return {
    action: 'learn',
    category: rule.category,
    ...(rule.kind === undefined ? {} : { kind: rule.kind }),
    content: resolveRelativeDates(content, reading.dates),
    subject: reading.subject,
    attribute: attributeOf(match.attribute, clause),
    value,
    entities: rule.isProper === true ? [value] : [],
    importance: rule.importance,
    confidence: clause.isExplicit ? 0.95 : 0.85,
    provenance: 'owner',
    isExplicit: clause.isExplicit,
    ...baseOf(clause, reading),
  };
}

/** What is said of a relation stands under it; its name is the relation's own value. */
function attributeOf(attribute: string, { relation }: Clause): string {
  if (relation === undefined) return attribute;
  return attribute === 'name' ? relation.is.attribute : `${relation.is.attribute}.${attribute}`;
}

function timedOf(
  clause: Clause,
  dates: readonly FoundDate[],
  reading: Reading,
): readonly LearnCandidate[] {
  const { language } = reading;
  const statement = language.timed(clause, dates, language.naming(reading.speaker, clause));
  if (statement === undefined) return [];
  const [first] = dates;
  const last = dates.at(-1);
  return [
    {
      action: 'learn',
      category: 'user_memory_fact',
      kind: 'event',
      content: resolveRelativeDates(statement.content, reading.dates),
      subject: reading.subject,
      attribute: attributeOf(statement.attribute, clause),
      value: statement.value,
      importance: statement.importance,
      confidence: 0.8,
      provenance: 'owner',
      ...(first === undefined || last === undefined
        ? {}
        : { validFrom: first.from, validTo: last.to }),
      isExplicit: clause.isExplicit,
      ...baseOf(clause, reading),
    },
  ];
}

/** What somebody asked to have kept, where no rule reads it. */
function noteOf(clause: Clause, reading: Reading): readonly LearnCandidate[] {
  const { language, speaker } = reading;
  const naming = language.naming(speaker, { ...clause, relation: undefined });
  const note = language.toNote(clause.said, naming);
  if (note === undefined) return [];
  return [
    {
      action: 'learn',
      category: 'user_memory_fact',
      content: resolveRelativeDates(note, reading.dates),
      subject: reading.subject,
      importance: 0.85,
      confidence: 0.9,
      provenance: 'owner',
      isExplicit: true,
      ...baseOf(clause, reading),
    },
  ];
}

function retractions(clause: Clause, reading: Reading): readonly Candidate[] {
  const { language, subject } = reading;
  const ended = language.endedStatement(clause.text);
  const denied =
    ended === undefined ? [] : matchRules({ ...clause, text: ended, said: '' }, language);
  const left = language.retracts.flatMap(({ attribute, patterns }) => {
    const match = patterns.map((pattern) => pattern.exec(clause.text)).find((hit) => hit !== null);
    const value = language.cleanValue(match?.groups?.['value'] ?? '');
    return match === undefined ? [] : [{ attribute, value }];
  });
  const base = baseOf(clause, reading);
  return [...denied, ...left].map(({ attribute, value }): Candidate => {
    const path = attributeOf(attribute, clause);
    return value === ''
      ? retract(base, { subject, attribute: path })
      : retract(base, { subject, attribute: path, value });
  });
}

function retract(
  base: ReturnType<typeof baseOf>,
  ended: Pick<RetractCandidate, 'subject' | 'attribute' | 'value'>,
): RetractCandidate {
  return { action: 'retract', ...ended, ...base };
}

/** "No, it's Suzhou": the statement before, with this value. */
function mend(clause: Clause, reading: Reading): ClauseResult | undefined {
  const value = reading.language.correctedValue(clause);
  if (value === undefined || reading.last === undefined) return undefined;
  const { match, clause: original } = reading.last;
  if (match.rule.accepts !== undefined && !match.rule.accepts(value, match.groups))
    return undefined;
  const mended = { ...match, value };
  const place = { ...original, from: clause.from, to: clause.to, isExplicit: clause.isExplicit };
  return {
    candidates: [toCandidate(mended, place, reading)],
    last: { match: mended, clause: place },
  };
}
