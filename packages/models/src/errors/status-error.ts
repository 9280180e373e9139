import { AppError } from '@homarus/base';
import type { ErrorCode, ErrorDetails } from '@homarus/base';

/** The facts of a failed call, fit to be shown: no key, no prompt. */
export interface ModelFailure {
  /** `model "qwen3"`. */
  readonly name: string;
  readonly details: ErrorDetails;
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  /** What the provider said. */
  readonly text?: string;
  /** The provider's own code: `insufficient_quota`, `context_length_exceeded`. */
  readonly providerCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** What to do about a status, for the person who runs the system. */
const advice: Readonly<Record<number, string>> = {
  401: 'The API key was not accepted: check LLM_API_KEY.',
  402: "The provider's account has no credit left.",
  403: 'The API key is not allowed to use this model.',
  404: 'Check the model name (LLM_MODEL) and the base URL (LLM_BASE_URL), which usually ends with /v1.',
  413: 'The request is too large for it.',
};

const quotaCodes: ReadonlySet<string> = new Set(['insufficient_quota', 'billing_not_active']);

/** The error for an HTTP status of 400 and more, or for an error reported inside a stream. */
export function statusError(failure: ModelFailure): AppError {
  const { name, url, status, providerCode, retryAfterMs } = failure;
  const isQuota = providerCode !== undefined && quotaCodes.has(providerCode);
  const code = codeFor(status);
  return new AppError(
    code,
    `The ${name} ${answered(status)}. ${explain(failure, isQuota)}`.trim(),
    {
      details: { ...failure.details, url, status, providerCode },
      retryable: !isQuota && (code !== 'model_failed' || status === 409),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  );
}

function answered(status: number | undefined): string {
  return status === undefined ? 'reported an error' : `answered ${status}`;
}

function explain({ status, text = '', retryAfterMs }: ModelFailure, isQuota: boolean): string {
  // A server may repeat the key that it refuses.
  const said = text === '' || status === 401 ? '' : `It said: ${text}`;
  const wait =
    retryAfterMs === undefined ? '' : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const what = isQuota ? "The provider's account has no quota left." : advice[status ?? 0];
  return [what ?? '', isQuota ? '' : wait, said].filter((part) => part !== '').join(' ');
}

function codeFor(status: number | undefined): ErrorCode {
  if (status === 429) return 'rate_limited';
  if (status === 408) return 'timeout';
  return status !== undefined && status >= 500 ? 'unavailable' : 'model_failed';
}

const statusByStreamCode: Readonly<Record<string, number>> = {
  rate_limit_exceeded: 429,
  rate_limit_error: 429,
  insufficient_quota: 429,
  server_error: 500,
  internal_server_error: 500,
  overloaded_error: 503,
};

/** The status that an error object inside a stream stands for, by its `code` or `type`. */
export function statusOfStreamError(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const names = [
    'code' in error ? error.code : undefined,
    'type' in error ? error.type : undefined,
  ];
  for (const name of names) {
    const status = Number(name);
    if (Number.isInteger(status) && status >= 400 && status < 600) return status;
    if (typeof name === 'string' && name in statusByStreamCode) return statusByStreamCode[name];
  }
  return undefined;
}
