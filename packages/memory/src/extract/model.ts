import { toJsonSchema } from '@valibot/to-json-schema';
import { languageOf } from '@homarus/base';
import { generateJson } from '@homarus/models';
import type { LanguageModel } from '@homarus/models';
import * as v from 'valibot';

import { isSelfCategory } from '../category.ts';
import { findDates, resolveRelativeDates } from '../text/dates.ts';
import { containsSecret } from '../text/secrets.ts';
import type { Candidate, ExtractionInput, Extractor, ToldMessage } from './candidate.ts';
import { extractionPrompts } from './model-prompts.ts';
import { ExtractedItem, Extraction, ExtractionShell } from './model-schema.ts';
import { maxSelfImproving } from './self-statements.ts';

export interface ModelExtractorOptions {
  readonly model: LanguageModel;
  /** Of relative dates: IANA name or offset. Default: the machine's. */
  readonly timeZone: string;
}

/** Of one message, so that a pasted book does not fill the model's window. */
const maxMessageLength = 8000;

/**
 * Finds memories with a language model. The model only proposes: an item whose quote does not stand
 * in its message, that is about the user but was said by somebody else, or that holds a secret is
 * dropped; a malformed item fails alone.
 *
 * Errors: `model_failed` when the answer is not the JSON that was asked for, or what the model itself
 * fails with.
 */
export function modelExtractor(options: ModelExtractorOptions): Extractor {
  const schema = toJsonSchema(Extraction, { target: 'draft-07', errorMode: 'ignore' });
  return async (input, { signal }) => {
    const messages = input.messages.filter((message) => isLearnedFrom(message));
    if (messages.length === 0) return [];
    const items = await generateJson(options.model, {
      ...promptOf({ ...input, messages }, options.timeZone),
      schema,
      name: 'memories',
      // Each item is checked by itself below, so that a bad one fails alone.
      parse: (value) => v.parse(ExtractionShell, value).items,
      signal,
    });
    const candidates = items.flatMap((raw): readonly Candidate[] => {
      const item = v.safeParse(ExtractedItem, raw);
      const candidate = item.success ? toCandidate(item.output, messages, options) : undefined;
      return candidate === undefined ? [] : [candidate];
    });
    return atMostFiveOfSelf(candidates);
  };
}

function isLearnedFrom({ role, isEcho, isHeartbeat }: ToldMessage): boolean {
  return !isEcho && !isHeartbeat && (role === 'user' || role === 'assistant');
}

function promptOf(
  input: ExtractionInput,
  timeZone: string,
): { readonly system: string; readonly prompt: string } {
  const language = languageOf(input.messages.map(({ text }) => text).join('\n'));
  return { system: extractionPrompts[language], prompt: conversation(input, timeZone) };
}

/** The messages as JSON lines between marks that their text cannot close. */
function conversation(input: ExtractionInput, timeZone: string): string {
  const line = (message: ToldMessage, index: number | undefined): string =>
    JSON.stringify({
      ...(index === undefined ? {} : { message: index }),
      role: message.role,
      ...(message.name === undefined ? {} : { name: message.name }),
      time: Temporal.Instant.fromEpochMilliseconds(message.createdAt)
        .toZonedDateTimeISO(timeZone)
        .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
      text: message.text.slice(0, maxMessageLength),
    }).replaceAll('<', String.raw`\u003c`);
  const before = input.before.filter((message) => isLearnedFrom(message));
  return [
    ...(before.length === 0
      ? []
      : ['<before>', ...before.map((item) => line(item, undefined)), '</before>']),
    '<conversation>',
    ...input.messages.map((item, index) => line(item, index)),
    '</conversation>',
  ].join('\n');
}

function toCandidate(
  item: ExtractedItem,
  messages: readonly ToldMessage[],
  options: ModelExtractorOptions,
): Candidate | undefined {
  const message = sourceOf(item, messages);
  if (message === undefined) return undefined;
  const base = { quote: verbatim(item.quote, message.text), messageIds: [message.id] };
  if (item.action === 'learn') return toLearn(item, message, { ...options, ...base });
  if (message.role !== 'user') return undefined;
  if (item.action === 'forget') {
    return { action: 'forget', query: item.value ?? item.content ?? item.quote, ...base };
  }
  if (!item.attribute || containsSecret(item.value ?? '')) return undefined;
  return {
    action: 'retract',
    subject: subjectOf(item, message),
    attribute: item.attribute,
    ...(item.value ? { value: item.value } : {}),
    ...base,
  };
}

interface LearnContext {
  readonly quote: string;
  readonly messageIds: readonly string[];
  readonly timeZone: string;
}

function toLearn(
  item: ExtractedItem,
  message: ToldMessage,
  { quote, messageIds, timeZone }: LearnContext,
): Candidate | undefined {
  const { category, content } = item;
  if (!category || !content) return undefined;
  const isSelf = isSelfCategory(category);
  if (!isSelf && message.role !== 'user') return undefined;
  if (containsSecret(`${content}\n${quote}\n${item.value ?? ''}`)) return undefined;
  const dates = { base: message.createdAt, timeZone };
  return {
    action: 'learn',
    category,
    content: resolveRelativeDates(content, dates),
    subject: isSelf ? 'agent' : subjectOf(item, message),
    ...optionalFields(item),
    ...validity(item, dates),
    importance: item.importance ?? 0.7,
    confidence: item.confidence ?? 0.8,
    provenance: message.role === 'user' ? 'owner' : 'agent',
    isExplicit: item.isExplicit ?? false,
    quote,
    messageIds,
  };
}

type Optional = 'kind' | 'attribute' | 'value' | 'entities';

function optionalFields(item: ExtractedItem): {
  readonly [K in Optional]?: NonNullable<ExtractedItem[K]>;
} {
  const { kind, attribute, value, entities } = item;
  return {
    ...(kind ? { kind } : {}),
    ...(attribute ? { attribute } : {}),
    ...(value ? { value } : {}),
    ...(entities ? { entities } : {}),
  };
}

/** The speaker's own name counts, whatever the model calls the subject. */
function subjectOf(item: ExtractedItem, message: ToldMessage): string {
  const { subject } = item;
  return message.name ?? (subject && subject !== 'agent' ? subject : 'user');
}

function validity(
  item: ExtractedItem,
  options: { readonly base: number; readonly timeZone: string },
): { readonly validFrom?: number; readonly validTo?: number } {
  const from = instantOf(item.validFrom, options, 'from');
  const to = instantOf(item.validTo, options, 'to');
  return {
    ...(from === undefined ? {} : { validFrom: from }),
    ...(to === undefined || (from !== undefined && to <= from) ? {} : { validTo: to }),
  };
}

function instantOf(
  text: string | null | undefined,
  options: { readonly base: number; readonly timeZone: string },
  side: 'from' | 'to',
): number | undefined {
  if (!text) return undefined;
  const exact = /T.*(?:Z|[+-]\d\d:?\d\d)$/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(exact) ? findDates(text, options)[0]?.[side] : exact;
}

/** The message that says it: the numbered one, or the one that has the quote. */
function sourceOf(item: ExtractedItem, messages: readonly ToldMessage[]): ToldMessage | undefined {
  const has = (message: ToldMessage): boolean =>
    normalise(message.text).includes(normalise(item.quote));
  const numbered = messages[item.message];
  return numbered !== undefined && has(numbered) ? numbered : messages.find(has);
}

function normalise(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** The quote as the message writes it, its white space included. */
function verbatim(quote: string, text: string): string {
  const words = normalise(quote)
    .split(' ')
    .map((word) => RegExp.escape(word));
  return new RegExp(words.join(String.raw`\s+`), 'u').exec(text)?.[0] ?? quote;
}

function atMostFiveOfSelf(candidates: readonly Candidate[]): readonly Candidate[] {
  let count = 0;
  return candidates.filter((candidate) => {
    if (candidate.action !== 'learn' || !isSelfCategory(candidate.category)) return true;
    count += 1;
    return count <= maxSelfImproving;
  });
}
