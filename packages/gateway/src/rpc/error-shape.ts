import type { AppError, ErrorCode } from '@homarus/base';
import type { ErrorShape, GatewayErrorCode } from '@homarus/protocol';

/** What clients know the expected failures by. `details.code` says more. */
const wireCodes: Readonly<Record<ErrorCode, GatewayErrorCode>> = {
  invalid_request: 'INVALID_REQUEST',
  unauthorized: 'INVALID_REQUEST',
  forbidden: 'FORBIDDEN',
  not_found: 'INVALID_REQUEST',
  conflict: 'INVALID_REQUEST',
  payload_too_large: 'INVALID_REQUEST',
  rate_limited: 'UNAVAILABLE',
  unavailable: 'UNAVAILABLE',
  timeout: 'UNAVAILABLE',
  aborted: 'UNAVAILABLE',
  model_failed: 'UNAVAILABLE',
  unsupported: 'INVALID_REQUEST',
  internal: 'UNAVAILABLE',
};

/** Failures that a device clears up by being paired. */
const pairingCodes: ReadonlySet<unknown> = new Set([
  'PAIRING_REQUIRED',
  'DEVICE_IDENTITY_REQUIRED',
]);

/** An error as an answer carries it. `details.code` is the error's own, else its {@link ErrorCode} in capitals. */
export function toErrorShape(error: AppError): ErrorShape {
  const details = { code: error.code.toUpperCase(), ...error.details };
  return {
    code: pairingCodes.has(details.code) ? 'NOT_PAIRED' : wireCodes[error.code],
    message: error.message,
    details,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(error.retryAfterMs) }),
  };
}
