/** Every expected failure of the system has one of these codes; a wire maps them with {@link httpStatusOf}. */
export const errorCodes = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'payload_too_large',
  'rate_limited',
  'unavailable',
  'timeout',
  'aborted',
  'model_failed',
  'unsupported',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface AppErrorOptions {
  /** Facts for the caller: `path` of a field, what was `expected`, ids. Never a secret. */
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
  /** Whether the same call may succeed later. Default: true for `rate_limited`, `unavailable`, `timeout`. */
  readonly retryable?: boolean;
  /** How long a caller should wait before it tries again, in milliseconds. */
  readonly retryAfterMs?: number;
}

const brand = Symbol.for('homarus.AppError');

/**
 * An expected failure: its message is written for the person or program that called and says what
 * was wrong, where, and what to do. A bug is a plain `Error`, whose text is never shown to callers.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly [brand] = true;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.retryable = options.retryable ?? retryableByDefault.has(code);
    this.retryAfterMs = options.retryAfterMs;
  }
}

const retryableByDefault: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'unavailable',
  'timeout',
]);

/** Recognises an {@link AppError} by brand, so that two copies of this package understand each other. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && brand in error;
}

export function hasCode(error: unknown, code: ErrorCode): error is AppError {
  return isAppError(error) && error.code === code;
}

/** Turns whatever was thrown into an {@link AppError}; the text of a bug is replaced, its cause kept. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('aborted', 'The operation was aborted.', { cause: error });
  }
  return new AppError('internal', 'An internal error happened; the log has its details.', {
    cause: error,
  });
}

const statusByCode: Readonly<Record<ErrorCode, number>> = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  timeout: 504,
  aborted: 499,
  model_failed: 502,
  unsupported: 501,
  internal: 500,
};

/** The HTTP status that stands for a code on every HTTP door of the system. */
export function httpStatusOf(code: ErrorCode): number {
  return statusByCode[code];
}

/** For the branch that cannot be reached: fails at compile time when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** A readable text of anything that was thrown, for logs. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
