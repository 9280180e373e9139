import { AppError, errorText, httpStatusOf, type Logger, toAppError } from '@homarus/base';
import { toErrorBody } from '@homarus/protocol';

/** What an answer carries beside its body. */
export interface ResponseExtras {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function toJsonResponse(body: object, extras: ResponseExtras = {}): Response {
  return new Response(JSON.stringify(body), {
    status: extras.status ?? 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...extras.headers,
    },
  });
}

/** Where a request's failure is written, and under which id. */
export interface RequestLog {
  readonly log: Logger;
  readonly requestId: string;
}

/**
 * The one way an error leaves the server. Of a bug the caller learns only an id, under which the log
 * has the rest.
 */
export function toErrorResponse(
  thrown: unknown,
  { log, requestId }: RequestLog,
  extras: ResponseExtras = {},
): Response {
  const error = toAppError(thrown);
  const shown = error.code === 'internal' ? toHiddenError(error, { log, requestId }) : error;
  if (shown === error) {
    const level = httpStatusOf(error.code) >= 500 ? 'warn' : 'debug';
    log[level]('Request refused', { code: error.code, reason: error.message, cause: error.cause });
  }
  return toJsonResponse(toErrorBody(shown), {
    status: extras.status ?? httpStatusOf(shown.code),
    headers: { ...headersOf(shown), ...extras.headers },
  });
}

function toHiddenError(error: AppError, { log, requestId }: RequestLog): AppError {
  log.error('Request failed', {
    requestId,
    reason: errorText(error.cause ?? error),
    cause: error.cause ?? error,
  });
  return new AppError('internal', 'An internal error happened; the log has its details.', {
    details: { requestId },
  });
}

function headersOf({ code, retryAfterMs = 1000 }: AppError): Readonly<Record<string, string>> {
  switch (code) {
    case 'rate_limited':
    case 'unavailable':
      return { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
    case 'unauthorized':
      return { 'www-authenticate': 'Bearer realm="homarus-memory"' };
    case 'payload_too_large':
      // What was not read of the body would be taken for the next request.
      return { connection: 'close' };
    default:
      return {};
  }
}

/** The id that a proxy or caller gave a request, where it is fit to stand in logs. */
export function requestIdOf(headers: Headers): string | undefined {
  const given = headers.get('x-request-id') ?? '';
  return /^[\w.:-]{1,64}$/u.test(given) ? given : undefined;
}
