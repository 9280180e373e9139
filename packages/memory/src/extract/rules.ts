import type { StoredMessage } from '../message.ts';
import { findDates, resolveRelativeDates } from '../text/dates.ts';
import type { DateOptions } from '../text/dates.ts';
import { containsSecret } from '../text/secrets.ts';
import type { Candidate, ExtractionInput, Extractor, LearnCandidate } from './candidate.ts';
import { clausesEn } from './clauses-en.ts';
import { clausesZh } from './clauses-zh.ts';
import { english } from './language-en.ts';
import { chinese } from './language-zh.ts';
import { fillTemplate } from './rule.ts';
import type { Clause, Groups, LanguageRules, Rule, Topic } from './rule.ts';
import { selfStatements } from './rules-self.ts';
import { sentencesOf } from './sentences.ts';

export interface RuleExtractorOptions {
  /** In which relative dates are meant: IANA name or offset. Default: the machine's. */
  readonly timeZone?: string;
}

/** How much an agent may learn about its own work from one turn. */
export const maxSelfImproving = 5;

const languages = {
  zh: { rules: chinese, clauses: clausesZh },
  en: { rules: english, clauses: clausesEn },
} as const;

/**
 * Finds memories by rules, without a model, in Chinese and English: first-person facts, preferences,
 * plans, decisions, corrections, what has ended, and what somebody asks to have kept or forgotten.
 * Precision comes first: questions, hypotheses, quotations, other people, code, pasted text and the
 * task at hand teach nothing. Never throws.
 */
export function ruleExtractor(options: RuleExtractorOptions = {}): Extractor {
  return async (input) => {
    const self = input.messages
      .flatMap((message) => selfCandidates(message))
      .slice(0, maxSelfImproving);
    const found = userCandidates(input, options);
    return withoutDoubles([...found, ...self.filter((item) => !isRead(item, found))]);
  };
}

/** A way somebody wants to be answered is their preference, not a lesson besides. */
function isRead(self: Candidate, found: readonly Candidate[]): boolean {
  return found.some(
    (item) =>
      item.action === 'learn' &&
      (self.quote.includes(item.quote) || item.quote.includes(self.quote)),
  );
}

function isLearnedFrom(message: StoredMessage): boolean {
  return !message.isEcho && !message.isHeartbeat;
}

/** The last statement that a bare "no, it's X" may mend. */
interface Stated {
  readonly match: RuleMatch;
  readonly clause: Clause;
}

interface Reading {
  readonly message: StoredMessage;
  readonly subject: string;
  readonly speaker: string | undefined;
  readonly dates: DateOptions;
}

function userCandidates(
  input: ExtractionInput,
  options: RuleExtractorOptions,
): readonly Candidate[] {
  let last: Stated | undefined;
  const read = (messages: readonly StoredMessage[]): readonly Candidate[] =>
    messages
      .filter((message) => message.role === 'user' && isLearnedFrom(message))
      .flatMap((message) => {
        const result = readMessage(message, options, last);
        last = result.last;
        return result.candidates;
      });
  read(input.before);
  return read(input.messages);
}

function readMessage(
  message: StoredMessage,
  options: RuleExtractorOptions,
  before: Stated | undefined,
): { readonly candidates: readonly Candidate[]; readonly last: Stated | undefined } {
  const reading: Reading = {
    message,
    subject: message.name ?? 'user',
    speaker: message.name,
    dates: { base: message.createdAt, timeZone: options.timeZone },
  };
  const candidates: Candidate[] = [];
  let topic: Topic = { about: 'speaker' };
  let last = before;
  for (const sentence of sentencesOf(message.text)) {
    const { rules, clauses } = languages[sentence.language];
    const read = clauses(sentence, topic);
    topic = read.topic;
    for (const clause of read.clauses) {
      const found = readClause(clause, rules, { ...reading, last });
      candidates.push(...found.candidates);
      last = found.last;
    }
  }
  return { candidates: candidates.filter(isKept), last };
}

function isKept(candidate: Candidate): boolean {
  return (
    candidate.action === 'forget' ||
    !containsSecret(candidate.action === 'learn' ? candidate.content : candidate.quote)
  );
}

interface ClauseReading extends Reading {
  readonly last: Stated | undefined;
}

function readClause(
  clause: Clause,
  language: LanguageRules,
  reading: ClauseReading,
): { readonly candidates: readonly Candidate[]; readonly last: Stated | undefined } {
  const base = baseOf(clause, reading);
  const query = language.forgetQuery(clause.said);
  if (query !== undefined) {
    return { candidates: [{ action: 'forget', query, ...base }], last: reading.last };
  }
  const mended = mend(clause, language, reading);
  if (mended !== undefined) return mended;
  const retracted = retractions(clause, language, reading);
  const matches = matchesOf(clause, language);
  const learned = matches.map((match) => toCandidate(match, clause, language, reading));
  const extra = matches.length > 0 ? [] : [...timedOf(clause, language, reading)];
  const found: readonly Candidate[] = [...retracted, ...learned, ...extra];
  const note = found.length > 0 || !clause.isExplicit ? [] : noteOf(clause, language, reading);
  const [match] = matches;
  return {
    candidates: [...found, ...note],
    last: match === undefined ? reading.last : { match, clause },
  };
}

function baseOf(
  clause: Clause,
  { message }: Reading,
): { readonly quote: string; readonly messageIds: readonly string[] } {
  return { quote: message.text.slice(clause.from, clause.to), messageIds: [message.id] };
}

interface RuleMatch {
  readonly rule: Rule;
  readonly attribute: string;
  readonly value: string;
  readonly groups: Groups;
  readonly language: LanguageRules;
}

function matchesOf(
  clause: Clause,
  language: LanguageRules,
  statement = clause.text,
): readonly RuleMatch[] {
  return language.rules.flatMap((rule) => {
    const text = rule.form === 'request' ? clause.said : statement;
    return text === '' ? [] : matchRule(rule, text, language);
  });
}

function matchRule(rule: Rule, text: string, language: LanguageRules): readonly RuleMatch[] {
  for (const pattern of rule.patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const attribute = typeof rule.attribute === 'string' ? rule.attribute : rule.attribute(groups);
    const whole = language.cleanValue(rule.toValue?.(groups) ?? groups['value'] ?? '');
    const values = rule.isList === true ? language.splitList(whole) : [whole];
    const accepted = values.filter(
      (value) => value !== '' && (rule.accepts === undefined || rule.accepts(value, groups)),
    );
    if (attribute === undefined || accepted.length === 0) continue;
    return accepted.map((value) => ({ rule, attribute, value, groups, language }));
  }
  return [];
}

function toCandidate(
  match: RuleMatch,
  clause: Clause,
  language: LanguageRules,
  reading: Reading,
): LearnCandidate {
  const { rule, value, groups } = match;
  const naming = language.naming(reading.speaker, clause);
  const content = fillTemplate(rule.content, { ...groups, ...naming, value });
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
  language: LanguageRules,
  reading: Reading,
): readonly LearnCandidate[] {
  const dates = findDates(clause.text, reading.dates);
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

function noteOf(
  clause: Clause,
  language: LanguageRules,
  reading: Reading,
): readonly LearnCandidate[] {
  const naming = language.naming(reading.speaker, { ...clause, relation: undefined });
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

function retractions(
  clause: Clause,
  language: LanguageRules,
  reading: Reading,
): readonly Candidate[] {
  const { subject } = reading;
  const base = baseOf(clause, reading);
  const ended = language.endedStatement(clause.text);
  const denied = ended === undefined ? [] : matchesOf({ ...clause, said: '' }, language, ended);
  const left = language.retracts.flatMap(({ attribute, patterns }) => {
    const match = patterns.map((pattern) => pattern.exec(clause.text)).find((hit) => hit !== null);
    const value = language.cleanValue(match?.groups?.['value'] ?? '');
    return match === undefined ? [] : [{ attribute, value }];
  });
  return [...denied, ...left].map(({ attribute, value }) => ({
    action: 'retract',
    subject,
    attribute: attributeOf(attribute, clause),
    ...(value === '' ? {} : { value }),
    ...base,
  }));
}

/** "No, it's Suzhou": the statement before, with this value. */
function mend(
  clause: Clause,
  language: LanguageRules,
  reading: ClauseReading,
): { readonly candidates: readonly Candidate[]; readonly last: Stated | undefined } | undefined {
  const value = language.correctedValue(clause);
  if (value === undefined || reading.last === undefined) return undefined;
  if (matchesOf(clause, language).length > 0) return undefined;
  const { match, clause: original } = reading.last;
  if (match.rule.accepts !== undefined && !match.rule.accepts(value, {})) return undefined;
  const mended = { ...match, value };
  const place = { ...original, from: clause.from, to: clause.to, isExplicit: clause.isExplicit };
  return {
    candidates: [toCandidate(mended, place, match.language, reading)],
    last: { match: mended, clause: place },
  };
}

function selfCandidates(message: StoredMessage): readonly LearnCandidate[] {
  const { role } = message;
  if ((role !== 'user' && role !== 'assistant') || !isLearnedFrom(message)) return [];
  return selfStatements(message.text, role)
    .filter(({ quote }) => !containsSecret(quote))
    .map(({ category, attribute, content, quote }) => ({
      action: 'learn',
      category,
      content,
      subject: 'agent',
      attribute,
      importance: 0.7,
      confidence: 0.75,
      provenance: role === 'user' ? 'owner' : 'agent',
      isExplicit: false,
      quote,
      messageIds: [message.id],
    }));
}

function withoutDoubles(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const key =
      candidate.action === 'learn'
        ? `learn ${candidate.subject} ${candidate.content}`
        : JSON.stringify([candidate.action, { ...candidate, quote: '', messageIds: [] }]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
