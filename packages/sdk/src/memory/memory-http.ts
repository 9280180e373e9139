import { AppError, backoffMs, errorCodes, isAppError, withDeadline } from '@homarus/base';
import type { Clock, ErrorCode } from '@homarus/base';

export interface MemoryHttpOptions {
  /** `http://127.0.0.1:8090`. */
  readonly url: string;
  readonly apiKey?: string;
  /** Default: that of the page or of Node. */
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Of a whole call, with its retries. */
  readonly timeoutMs: number;
  /** How often a call is tried again at most. */
  readonly retries: number;
}

export interface MemoryCallOptions {
  readonly signal?: AbortSignal;
  /** Default: that of the client. */
  readonly timeoutMs?: number;
}

export interface MemoryRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, escaped. */
  readonly path: string;
  /** Of GET and DELETE the query, of others the JSON; a stream is sent as it is. */
  readonly body?: object | ReadableStream<Uint8Array> | undefined;
  readonly query?: object | undefined;
  /** Whether it does no harm when it is done twice. */
  readonly isRepeatable: boolean;
}

export type SendMemoryRequest = (
  request: MemoryRequest,
  options?: MemoryCallOptions,
) => Promise<Response>;

/**
 * Sends calls to the memory API. Resolves with an answer whose status is good; rejects with the
 * service's `AppError`, with `unavailable` when nothing answers, and with `timeout` and `aborted`. What
 * may be done twice is tried again when it fails for a while, and so is everything that was refused
 * for its rate; `Retry-After` is heeded.
 */
export function createMemoryHttp(options: MemoryHttpOptions): SendMemoryRequest {
  const { clock, random, retries } = options;
  return (request, { signal, timeoutMs = options.timeoutMs } = {}) => {
    const until = clock.now() + timeoutMs;
    const name = `${request.method} ${request.path}`;
    return withDeadline({ timeoutMs, signal, name }, async (limit) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await sendOnce(options, request, limit);
        } catch (error) {
          if (attempt > retries || !isWorthRetrying(error, request)) throw error;
          const own = backoffMs(attempt, { baseMs: 200, maxMs: 5000, random });
          const waitMs = error.retryAfterMs ?? own;
          if (clock.now() + waitMs > until) throw error;
          await clock.sleep(waitMs, { signal: limit });
        }
      }
    });
  };
}

function isWorthRetrying(error: unknown, { isRepeatable, body }: MemoryRequest): error is AppError {
  if (!isAppError(error) || body instanceof ReadableStream) return false;
  return error.code === 'rate_limited' || (isRepeatable && error.retryable);
}

async function sendOnce(
  { url, apiKey, fetch: send = (request) => fetch(request) }: MemoryHttpOptions,
  { method, path, body, query }: MemoryRequest,
  signal: AbortSignal,
): Promise<Response> {
  const isStream = body instanceof ReadableStream;
  const request = new Request(`${url.replace(/\/$/u, '')}${path}${toQuery(query)}`, {
    method,
    signal,
    headers: {
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(body === undefined
        ? {}
        : { 'content-type': isStream ? 'application/x-ndjson' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isStream ? body : JSON.stringify(body) }),
    // Needed for a stream: the answer comes when all of it was sent.
    ...(isStream ? { duplex: 'half' } : {}),
  });
  const response = await send(request).catch((cause: unknown) => {
    throw new AppError('unavailable', `No memory service answers at ${url}.`, { cause });
  });
  if (response.ok) return response;
  throw await toError(response);
}

/** Lists are separated by commas; what is absent stays away. */
function toQuery(query: object = {}): string {
  const fields = Object.entries(query).flatMap(
    ([name, value]: [string, string | number | boolean | readonly string[] | undefined]) =>
      value === undefined ? [] : [[name, value.toString()]],
  );
  return fields.length === 0 ? '' : `?${new URLSearchParams(fields).toString()}`;
}

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  429: 'rate_limited',
  503: 'unavailable',
  504: 'timeout',
};

async function toError(response: Response): Promise<AppError> {
  const { status } = response;
  const told = await readError(response);
  const code = errorCodes.find((known) => known === told?.code) ?? codeByStatus[status];
  const message = typeof told?.message === 'string' ? told.message : `Status ${status}.`;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new AppError(code ?? (status >= 500 ? 'unavailable' : 'invalid_request'), message, {
    details: { ...(typeof told?.details === 'object' ? told.details : {}), status },
    ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1000 } : {}),
  });
}

interface ToldError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly details?: object | null;
}

/** A proxy between may answer anything. */
async function readError(response: Response): Promise<ToldError | undefined> {
  try {
    const body = (await response.json()) as { readonly error?: ToldError } | null;
    return body?.error;
  } catch {
    return undefined;
  }
}
