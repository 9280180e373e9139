import { AppError, errorText, hasCode } from '@homarus/base';

import { toModelError } from '../errors/model-error.ts';
import type { JsonSchema, LanguageModel, ModelCallOptions, ModelGenerateResult } from '../types.ts';
import { parseJsonText } from './parse-json-text.ts';

export interface GenerateJsonRequest<T> {
  readonly system: string;
  readonly prompt: string;
  /** What the answer has to look like; sent as the response format. */
  readonly schema: JsonSchema;
  /** Names the schema to the provider: letters, digits, `_` and `-`. Default `response`. */
  readonly name?: string;
  /** Checks the parsed answer; what it throws means that the answer is not what was asked for. */
  readonly parse: (value: unknown) => T;
  readonly signal?: AbortSignal | undefined;
  readonly maxOutputTokens?: number;
}

/**
 * Asks a model for a JSON value and returns it checked. An endpoint that refuses the response format
 * (400 or 422: several know no JSON Schema) is asked once more with the schema in the system prompt.
 * Rejects with the model's errors, and with `model_failed` when the answer is not what was asked for.
 */
export async function generateJson<T>(
  model: LanguageModel,
  request: GenerateJsonRequest<T>,
): Promise<T> {
  const result = await ask(model, request);
  const text =
    result.structuredOutputText ??
    result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  try {
    return request.parse(parseJsonText(text));
  } catch (error) {
    throw notAskedForError(model, result, error);
  }
}

async function ask<T>(
  model: LanguageModel,
  request: GenerateJsonRequest<T>,
): Promise<ModelGenerateResult> {
  const { schema, name = 'response' } = request;
  try {
    return await model.doGenerate({
      ...callOf(request, request.system),
      responseFormat: { type: 'json', schema, name },
    });
  } catch (error) {
    const failure = toModelError(error, { ...namesOf(model), signal: request.signal });
    if (!isFormatRefused(failure)) throw failure;
  }
  const system = `${request.system}\n\nAnswer with JSON only, by this JSON Schema:\n${JSON.stringify(schema)}`;
  return model.doGenerate(callOf(request, system));
}

function callOf<T>(request: GenerateJsonRequest<T>, system: string): ModelCallOptions {
  const { prompt, signal, maxOutputTokens } = request;
  return {
    prompt: [
      { role: 'system', content: system },
      { role: 'user', content: [{ type: 'text', text: prompt }] },
    ],
    ...(signal === undefined ? {} : { abortSignal: signal }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

function isFormatRefused(error: AppError): boolean {
  const status = error.details?.['status'];
  return hasCode(error, 'model_failed') && (status === 400 || status === 422);
}

function notAskedForError(
  model: LanguageModel,
  result: ModelGenerateResult,
  cause: unknown,
): AppError {
  const isCut = result.finishReason.unified === 'length';
  const why = isCut ? 'it was cut off at its limit of output tokens' : errorText(cause);
  return new AppError(
    'model_failed',
    `The model "${model.modelId}" did not answer with the JSON that was asked for: ${why}`,
    { details: { ...namesOf(model), finishReason: result.finishReason.unified }, cause },
  );
}

function namesOf({ provider, modelId }: LanguageModel): {
  readonly provider: string;
  readonly modelId: string;
} {
  return { provider, modelId };
}
