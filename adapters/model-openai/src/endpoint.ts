import { AppError } from '@homarus/base';

/** An OpenAI-compatible endpoint and how to speak to it. */
export interface OpenaiEndpoint {
  /** Up to and with the version: `https://api.openai.com/v1`, `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  /** The model's name at the provider: `gpt-5-mini`, `qwen3:8b`. */
  readonly model: string;
  /** Sent as `Authorization: Bearer`; most local servers need none. */
  readonly apiKey?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The provider as it is called in health, logs and errors. Default `openai`. */
  readonly name?: string;
}

/**
 * The base URL without trailing slashes. Throws `invalid_request` when it is no http(s) URL, when it
 * carries a query (paths are appended to it), or when it names a whole route.
 */
export function parseBaseUrl(baseUrl: string): string {
  const url = URL.parse(baseUrl.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw invalid(baseUrl, 'is no http or https URL');
  }
  if (url.search !== '' || url.hash !== '') throw invalid(baseUrl, 'must not have a query');
  const path = url.pathname.replace(/\/+$/u, '');
  if (/\/(?:chat\/completions|embeddings)$/u.test(path)) {
    throw invalid(baseUrl, 'must end before the route');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(baseUrl, 'must not hold a user and password; use the API key');
  }
  return `${url.origin}${path}`;
}

function invalid(baseUrl: string, problem: string): AppError {
  // What stands before an @ may be a password.
  const shown = baseUrl.replace(/\/\/[^/]*@/u, '//');
  return new AppError(
    'invalid_request',
    `The model's base URL "${shown}" ${problem}. It looks like https://api.openai.com/v1 or http://localhost:11434/v1.`,
    { details: { path: 'baseUrl', expected: 'an http or https URL' } },
  );
}
