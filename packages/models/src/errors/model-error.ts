import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { abortedError, AppError, errorText, isAppError } from '@homarus/base';

import { isTimeoutCode, networkCodeOf } from './network-code.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';
import { statusError, statusOfStreamError } from './status-error.ts';
import type { ModelFailure } from './status-error.ts';

/** What is known of the call that failed. */
export interface ModelErrorContext {
  readonly provider?: string;
  readonly modelId?: string;
  /** The signal of the call: when it has aborted, that is why the call failed. */
  readonly signal?: AbortSignal | undefined;
  /** Keys that must not appear in a message, whatever the server answers. */
  readonly secrets?: readonly string[];
}

/**
 * Turns whatever a model call ended with into an `AppError` that says which model, what it answered
 * and what to do. `details` holds `provider`, `model`, `status`, `url` and `providerCode` where they
 * are known. The provider's own error is not kept as the cause: it carries the whole request.
 *
 * - 429: `rate_limited` with `retryAfterMs`; a used-up quota is `rate_limited` and not retryable
 * - 408, a connection that timed out: `timeout`; 5xx, an unreachable or broken connection:
 *   `unavailable`; an aborted signal: `aborted`, or the reason when that is a timeout
 * - all other statuses, and an answer that is none: `model_failed`, retryable for 409 only
 */
export function toModelError(error: unknown, context: ModelErrorContext = {}): AppError {
  if (isAppError(error)) return error;
  return abortOf(error, context.signal) ?? failureOf(error, context);
}

/** A reply that ended before the model said that it was done. */
export function brokenReplyError(context: ModelErrorContext): AppError {
  return new AppError(
    'unavailable',
    `The reply of the ${modelName(context)} broke off before it was complete. Try again.`,
    { details: namesOf(context) },
  );
}

function abortOf(error: unknown, signal: AbortSignal | undefined): AppError | undefined {
  if (signal?.aborted === true) {
    const reason: unknown = signal.reason;
    if (isAppError(reason)) return reason;
    return isNamed(reason, 'TimeoutError') ? timeoutError(reason) : abortedError(signal);
  }
  if (isNamed(error, 'TimeoutError')) return timeoutError(error);
  if (isNamed(error, 'AbortError') || isNamed(error, 'ResponseAborted')) {
    return new AppError('aborted', 'The model call was aborted.', { cause: error });
  }
  return undefined;
}

function failureOf(error: unknown, context: ModelErrorContext): AppError {
  if (APICallError.isInstance(error)) return apiError(error, context);
  if (InvalidResponseDataError.isInstance(error) && error.data === undefined) {
    return brokenReplyError(context);
  }
  if (isNoAnswer(error)) return noAnswerError(failureFacts(context));
  if (UnsupportedFunctionalityError.isInstance(error)) {
    return new AppError(
      'unsupported',
      `The ${modelName(context)} cannot take this input: ${error.functionality} is not supported.`,
      { details: namesOf(context) },
    );
  }
  return looseError(error, context);
}

function isNoAnswer(error: unknown): boolean {
  return (
    JSONParseError.isInstance(error) ||
    TypeValidationError.isInstance(error) ||
    InvalidResponseDataError.isInstance(error)
  );
}

function apiError(error: APICallError, context: ModelErrorContext): AppError {
  const failure: ModelFailure = {
    ...failureFacts(context, modelOf(error)),
    url: plainUrl(error.url),
    status: error.statusCode,
    text: redact(error.message, context.secrets ?? []),
    providerCode: codeOf(error.data),
    retryAfterMs: retryAfterMs(error.responseHeaders ?? {}),
  };
  if (error.statusCode !== undefined && error.statusCode >= 400) return statusError(failure);
  const network = networkCodeOf(error);
  if (network !== undefined || error.statusCode === undefined) {
    return connectionError(failure, network, error.cause);
  }
  return noAnswerError(failure);
}

function connectionError(
  failure: ModelFailure,
  network: string | undefined,
  cause: unknown,
): AppError {
  const { name, url, details, status } = failure;
  const code = isTimeoutCode(network) ? 'timeout' : 'unavailable';
  const reason = network ?? 'the connection failed';
  const message =
    status === undefined
      ? `The ${name} cannot be reached at ${url ?? 'its address'} (${reason}). Is the server running, and is LLM_BASE_URL right?`
      : `The connection to the ${name} broke before its reply was complete (${reason}). Try again.`;
  return new AppError(code, message, { details: { ...details, url }, cause });
}

function noAnswerError({ name, url, status, details }: ModelFailure): AppError {
  return new AppError(
    'model_failed',
    `The ${name} answered with something that is no answer of a model. Check the base URL (LLM_BASE_URL); it usually ends with /v1.`,
    { details: { ...details, url, status } },
  );
}

/** Errors without a class: the error objects inside streams, and failures of an adapter itself. */
function looseError(error: unknown, context: ModelErrorContext): AppError {
  const facts = failureFacts(context);
  const network = networkCodeOf(error);
  if (network !== undefined) return connectionError({ ...facts, status: 200 }, network, error);
  if (error instanceof Error) {
    return new AppError('model_failed', `The ${facts.name} failed in its adapter; see the log.`, {
      details: facts.details,
      cause: error,
    });
  }
  return statusError({
    ...facts,
    text: redact(messageOf(error), context.secrets ?? []),
    providerCode: codeOf({ error }),
    status: statusOfStreamError(error),
  });
}

function failureFacts(context: ModelErrorContext, model?: string): ModelFailure {
  const known = model === undefined ? context : { modelId: model, ...context };
  return { name: modelName(known), details: namesOf(known) };
}

function modelName({ modelId }: ModelErrorContext): string {
  return modelId === undefined ? 'model' : `model "${modelId}"`;
}

function namesOf({ provider, modelId }: ModelErrorContext): ModelFailure['details'] {
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(modelId === undefined ? {} : { model: modelId }),
  };
}

function timeoutError(cause: unknown): AppError {
  return new AppError('timeout', 'The model took longer than it was given.', { cause });
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function modelOf(error: APICallError): string | undefined {
  const values = error.requestBodyValues;
  if (typeof values !== 'object' || values === null || !('model' in values)) return undefined;
  return typeof values.model === 'string' ? values.model : undefined;
}

function codeOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('error' in data)) return undefined;
  const { error } = data;
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'type' in error && typeof error.type === 'string' ? error.type : undefined;
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return errorText(error);
  return 'message' in error && typeof error.message === 'string' ? error.message : '';
}

/** Without user, password and query, where keys may be. */
function plainUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url === null ? undefined : `${url.origin}${url.pathname}`;
}
