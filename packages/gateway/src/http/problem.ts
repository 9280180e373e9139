import { httpStatusOf, toAppError } from '@homarus/base';
import type { AppError, Logger } from '@homarus/base';
import { toErrorBody, toOpenAiErrorBody } from '@homarus/protocol';

/** Marks an error as one of a turn that already began: a retry would begin a second one. */
const begun = new WeakSet<AppError>();

export function markBegun(error: AppError): AppError {
  begun.add(error);
  return error;
}

/** The answer to a request that failed: in OpenAI's shape below `/v1`, in our own elsewhere. */
export function toProblemResponse(thrown: unknown, path: string, log: Logger): Response {
  const error = toAppError(thrown);
  if (error.code === 'internal') {
    log.error('A request failed', { path, error: thrown });
  }
  const isOpenAi = path === '/v1' || path.startsWith('/v1/');
  return Response.json(isOpenAi ? toOpenAiErrorBody(error) : toErrorBody(error), {
    status: httpStatusOf(error.code),
    headers: headersOf(error),
  });
}

function headersOf(error: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.code === 'unauthorized') headers['www-authenticate'] = 'Bearer realm="homarus"';
  if (error.retryAfterMs !== undefined) {
    headers['retry-after'] = String(Math.ceil(error.retryAfterMs / 1000));
  }
  if (begun.has(error)) headers['x-should-retry'] = 'false';
  return headers;
}
