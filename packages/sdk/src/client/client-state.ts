import type { AppError } from '@homarus/base';
import type { HelloOk } from '@homarus/protocol';

/** Why a client is not connected. */
export interface ConnectionProblem {
  /** `details.code` of the refusal (`AUTH_TOKEN_MISMATCH`), or a `ConnectionLossCode`. */
  readonly code: string;
  /** For a person. */
  readonly message: string;
  readonly error: AppError;
}

export type ClientState =
  | { readonly status: 'connecting'; readonly attempt: number }
  | { readonly status: 'connected'; readonly hello: HelloOk }
  /** It tries again by itself at `retryAt` (Unix milliseconds). */
  | {
      readonly status: 'waiting';
      readonly attempt: number;
      readonly retryAt: number;
      readonly problem: ConnectionProblem;
    }
  /** The device has to be approved; it asks again by itself at `retryAt`. */
  | {
      readonly status: 'pairing';
      readonly requestId: string | undefined;
      readonly retryAt: number;
      readonly problem: ConnectionProblem;
    }
  /** Trying again unchanged is of no use. */
  | { readonly status: 'refused'; readonly problem: ConnectionProblem }
  /** Not started, or closed by its owner; with `problem` when it was not to try again. */
  | { readonly status: 'closed'; readonly problem?: ConnectionProblem };

export function toProblem(error: AppError): ConnectionProblem {
  const code = error.details?.['code'];
  return {
    code: typeof code === 'string' ? code : error.code.toUpperCase(),
    message: error.message,
    error,
  };
}
