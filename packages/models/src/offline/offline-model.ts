import { AppError, estimateTokens } from '@homarus/base';

import { toModelError } from '../errors/model-error.ts';
import { lastUserText, textOfMessage } from '../prompt-text.ts';
import { recalledOf } from '../recalled.ts';
import type {
  LanguageModel,
  ModelCallOptions,
  ModelGenerateResult,
  ModelStreamPart,
  ModelUsage,
} from '../types.ts';
import { offlineReply } from './offline-reply.ts';

const provider = 'homarus';
const modelId = 'offline';
const charactersPerDelta = 24;

export interface OfflineModelOptions {
  /** IANA name of the time zone in which memories are dated. Default: the machine's. */
  readonly timeZone?: string;
}

/**
 * What answers when no model is configured: it says so, in the language of the last user message,
 * quotes what memory recalled ({@link recalledOf}) and says how to set a model, the latter in the first
 * answer of a conversation. Never calls tools;
 * a call for JSON is refused with `unsupported`. Usage is estimated from the texts.
 */
export function offlineModel(options: OfflineModelOptions = {}): LanguageModel {
  const formatDay = dayFormat(options.timeZone);
  const answer = (call: ModelCallOptions): ModelGenerateResult => {
    if (call.abortSignal?.aborted === true) throw toModelError(undefined, signalOf(call));
    if (call.responseFormat?.type === 'json') throw noJsonError();
    const text = offlineReply({
      text: lastUserText(call.prompt),
      recalled: recalledOf(call),
      isFirst: !call.prompt.some(({ role }) => role === 'assistant'),
      formatDay,
    });
    return toResult(call, text);
  };
  return {
    specificationVersion: 'v4',
    provider,
    modelId,
    supportedUrls: {},
    doGenerate: async (call) => answer(call),
    doStream: async (call) => ({ stream: toStream(answer(call), call) }),
  };
}

/** True for the offline model, wrapped or not: what needs a real one then does without. */
export function isOfflineModel(model: LanguageModel): boolean {
  return model.provider === provider && model.modelId === modelId;
}

function toResult(call: ModelCallOptions, text: string): ModelGenerateResult {
  const pieces = piecesWithin(text, call.maxOutputTokens ?? Number.POSITIVE_INFINITY);
  const said = pieces.join('');
  return {
    content: [{ type: 'text', text: said }],
    finishReason: { unified: said.length < text.length ? 'length' : 'stop', raw: undefined },
    usage: usageOf(call, said),
    warnings:
      call.tools === undefined || call.tools.length === 0
        ? []
        : [{ type: 'unsupported', feature: 'tools', details: 'No language model is configured.' }],
  };
}

/** The text in pieces of a few words, as many as the limit of output tokens allows. */
function piecesWithin(text: string, maxTokens: number): readonly string[] {
  const pieces: string[] = [];
  let said = '';
  for (const piece of piecesOf(text)) {
    said += piece;
    if (estimateTokens(said) > maxTokens) break;
    pieces.push(piece);
  }
  return pieces;
}

function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${charactersPerDelta}}`, 'gu')) ?? [];
}

function usageOf(call: ModelCallOptions, said: string): ModelUsage {
  const input = call.prompt
    .map((message) => estimateTokens(textOfMessage(message)))
    .reduce((sum, tokens) => sum + tokens, 0);
  const output = estimateTokens(said);
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}

function toStream(
  result: ModelGenerateResult,
  call: ModelCallOptions,
): ReadableStream<ModelStreamPart> {
  const parts = partsOf(result)[Symbol.iterator]();
  return new ReadableStream<ModelStreamPart>(
    {
      pull(controller) {
        if (call.abortSignal?.aborted === true) {
          controller.enqueue({ type: 'error', error: toModelError(undefined, signalOf(call)) });
          controller.close();
          return;
        }
        const next = parts.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}

function* partsOf(result: ModelGenerateResult): Generator<ModelStreamPart, void> {
  const id = 'text-0';
  yield { type: 'stream-start', warnings: result.warnings };
  yield { type: 'text-start', id };
  for (const content of result.content) {
    if (content.type !== 'text') continue;
    for (const delta of piecesOf(content.text)) yield { type: 'text-delta', id, delta };
  }
  yield { type: 'text-end', id };
  yield { type: 'finish', finishReason: result.finishReason, usage: result.usage };
}

function signalOf(call: ModelCallOptions): { readonly signal: AbortSignal | undefined } {
  return { signal: call.abortSignal };
}

function noJsonError(): AppError {
  return new AppError(
    'unsupported',
    'No language model is configured, and this needs one: set LLM_BASE_URL, LLM_API_KEY and LLM_MODEL.',
  );
}

function dayFormat(timeZone: string | undefined): (instant: number) => string {
  // Swedish writes dates as ISO 8601 does. Made when it is first needed: the tables take time to load.
  let format: Intl.DateTimeFormat | undefined;
  return (instant) => {
    format ??= new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
    return format.format(instant);
  };
}
