import { containsSecret } from '../text/secrets.ts';
import type {
  Candidate,
  ExtractionInput,
  Extractor,
  LearnCandidate,
  ToldMessage,
} from './candidate.ts';
import { englishGrammar } from './en/clauses.ts';
import { english } from './en/language.ts';
import { readSentence } from './clause-reader.ts';
import type { ReadSentence } from './clause-reader.ts';
import { readClause } from './read-clause.ts';
import type { ClauseResult, Stated } from './read-clause.ts';
import type { Topic } from './rule.ts';
import { maxSelfImproving, selfStatements } from './self-statements.ts';
import { sentencesOf } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { chineseGrammar } from './zh/clauses.ts';
import { chinese } from './zh/language.ts';

export interface RuleExtractorOptions {
  /** In which relative dates are meant: IANA name or offset. Default: the machine's. */
  readonly timeZone: string;
}

const rulesOf = { zh: chinese, en: english } as const;

function clausesOf(sentence: Sentence, topic: Topic): ReadSentence {
  return sentence.language === 'zh'
    ? readSentence(sentence, topic, chineseGrammar)
    : readSentence(sentence, topic, englishGrammar);
}

/**
 * Finds memories by rules, without a model, in Chinese and English: first-person facts, preferences,
 * plans, decisions, corrections, what has ended, and what somebody asks to have kept or forgotten.
 * Precision comes first: questions, hypotheses, quotations, other people, code, pasted text and the
 * task at hand teach nothing. Never throws.
 */
export function ruleExtractor(options: RuleExtractorOptions): Extractor {
  return async (input) => {
    const found = userCandidates(input, options);
    const self = input.messages
      .flatMap((message) => selfCandidates(message))
      .filter((item) => !isRead(item, found))
      .slice(0, maxSelfImproving);
    return withoutDoubles([...found, ...self]);
  };
}

/** A way somebody wants to be answered is their preference, not a lesson besides. */
function isRead(self: Candidate, found: readonly Candidate[]): boolean {
  return found.some(
    ({ action, quote }) =>
      action === 'learn' && (self.quote.includes(quote) || quote.includes(self.quote)),
  );
}

function isLearnedFrom(message: ToldMessage): boolean {
  return !message.isEcho && !message.isHeartbeat;
}

function userCandidates(
  input: ExtractionInput,
  options: RuleExtractorOptions,
): readonly Candidate[] {
  let last: Stated | undefined;
  const read = (messages: readonly ToldMessage[]): readonly Candidate[] =>
    messages
      .filter((message) => message.role === 'user' && isLearnedFrom(message))
      .flatMap((message) => {
        const result = readMessage(message, options, last);
        last = result.last;
        return result.candidates;
      });
  // A correction may mend what was said before.
  read(input.before);
  return read(input.messages);
}

function readMessage(
  message: ToldMessage,
  { timeZone }: RuleExtractorOptions,
  before: Stated | undefined,
): ClauseResult {
  const { name } = message;
  const dates = { base: message.createdAt, timeZone };
  const candidates: Candidate[] = [];
  let topic: Topic = { about: 'speaker' };
  let last = before;
  for (const sentence of sentencesOf(message.text)) {
    const language = rulesOf[sentence.language];
    const read = clausesOf(sentence, topic);
    topic = read.topic;
    for (const clause of read.clauses) {
      const reading = { message, subject: name ?? 'user', speaker: name, dates, language, last };
      const found = readClause(clause, reading);
      candidates.push(...found.candidates);
      last = found.last;
    }
  }
  return { candidates: candidates.filter(isKept), last };
}

function isKept(candidate: Candidate): boolean {
  const content = candidate.action === 'learn' ? candidate.content : '';
  return !containsSecret(`${candidate.quote}\n${content}`);
}

function selfCandidates(message: ToldMessage): readonly LearnCandidate[] {
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
    const key = keyOf(candidate);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function keyOf(candidate: Candidate): string {
  switch (candidate.action) {
    case 'learn':
      return `learn ${candidate.subject} ${candidate.content}`;
    case 'retract':
      return `retract ${candidate.subject} ${candidate.attribute} ${candidate.value ?? ''}`;
    default:
      return `forget ${candidate.query}`;
  }
}
