import { AppError, errorCodes } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';
import type { ErrorShape, GatewayErrorCode } from '@homarus/protocol';

const byWireCode: Readonly<Record<GatewayErrorCode, ErrorCode>> = {
  INVALID_REQUEST: 'invalid_request',
  FORBIDDEN: 'forbidden',
  NOT_PAIRED: 'forbidden',
  UNAVAILABLE: 'unavailable',
};

/** The error of an answer, as the gateway threw it; `details.code` says most exactly what happened. */
export function toCallError(error: ErrorShape | undefined): AppError {
  const {
    code,
    message,
    details = {},
    retryable = false,
    retryAfterMs,
  }: ErrorShape = error ?? {
    code: 'UNAVAILABLE',
    message: 'The gateway does not say what failed.',
  };
  return new AppError(codeOf(code, details['code']), message, {
    details: { code, ...details },
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Our gateway puts its own code in capitals into the details; others say less. */
function codeOf(wireCode: GatewayErrorCode, detail: unknown): ErrorCode {
  if (typeof detail === 'string') {
    if (detail.startsWith('AUTH_')) return 'unauthorized';
    const own = errorCodes.find((code) => code.toUpperCase() === detail);
    if (own !== undefined) return own;
  }
  return byWireCode[wireCode] ?? 'internal';
}

/** Why there is no connection, or no longer one. */
export type ConnectionLossCode =
  /** Nothing answers at the address. */
  | 'NO_CONNECTION'
  /** It ended while it was in use. */
  | 'CONNECTION_LOST'
  /** The gateway was silent for two ticks. */
  | 'CONNECTION_SILENT'
  /** The client was closed. */
  | 'CLIENT_CLOSED';

export function connectionError(
  code: ConnectionLossCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError('unavailable', message, {
    details: { code, ...details },
    retryable: code !== 'CLIENT_CLOSED',
  });
}
