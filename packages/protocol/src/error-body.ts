import type { AppError, ErrorCode, ErrorDetails } from '@homarus/base';

/** The body of every error answer of the memory API. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    /** For a person: what was wrong, where, and what to do. */
    readonly message: string;
    /** Of `invalid_request`: `path`, `expected`, `received` and all `issues`. */
    readonly details?: ErrorDetails;
  };
}

/** An error as the memory API says it. The cause stays here: it belongs into a log. */
export function toErrorBody(error: AppError): ErrorBody {
  const { code, message, details } = error;
  return { error: { code, message, ...(details === undefined ? {} : { details }) } };
}

/** The body of an error answer of an OpenAI-compatible path. */
export interface OpenAiErrorBody {
  readonly error: {
    readonly message: string;
    /** `invalid_request_error`, `authentication_error`, `permission_error`, `rate_limit_error`, `server_error`. */
    readonly type: string;
    /** The path of the field that is wrong; null when the error is not about one. */
    readonly param: string | null;
    readonly code: string | null;
  };
}

const openAiTypes: Readonly<Record<ErrorCode, string>> = {
  invalid_request: 'invalid_request_error',
  unauthorized: 'authentication_error',
  forbidden: 'permission_error',
  not_found: 'invalid_request_error',
  conflict: 'invalid_request_error',
  payload_too_large: 'invalid_request_error',
  rate_limited: 'rate_limit_error',
  unavailable: 'server_error',
  timeout: 'server_error',
  aborted: 'invalid_request_error',
  model_failed: 'server_error',
  unsupported: 'invalid_request_error',
  internal: 'server_error',
};

/** An error as OpenAI's API says it; client libraries read `message`, `type`, `param` and `code`. */
export function toOpenAiErrorBody(error: AppError): OpenAiErrorBody {
  const path = error.details?.['path'];
  return {
    error: {
      message: error.message,
      type: openAiTypes[error.code],
      param: typeof path === 'string' && path !== '' ? path : null,
      code: error.code,
    },
  };
}
