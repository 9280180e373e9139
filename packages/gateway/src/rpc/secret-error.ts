import { AppError } from '@homarus/base';
import type { ConnectDetailCode, ConnectParams } from '@homarus/protocol';

import type { SecretVerdict } from './authenticate.ts';

/** The refusal of a client that showed neither the right secret nor a good token of its device. */
export function secretError(
  { auth, device }: Pick<ConnectParams, 'auth' | 'device'>,
  mode: 'token' | 'password',
  verdict: Exclude<SecretVerdict, 'right'>,
): AppError {
  if (device !== undefined && auth.deviceToken !== undefined) {
    return unauthorized('AUTH_DEVICE_TOKEN_MISMATCH', 'device token mismatch', {
      authReason: 'device_token_mismatch',
      recommendedNextStep: 'update_auth_credentials',
    });
  }
  if (verdict === 'missing') {
    return unauthorized(
      mode === 'token' ? 'AUTH_TOKEN_MISSING' : 'AUTH_PASSWORD_MISSING',
      `gateway ${mode} missing (send it as auth.${mode})`,
      { authReason: `${mode}_missing`, recommendedNextStep: 'update_auth_configuration' },
    );
  }
  return unauthorized(
    mode === 'token' ? 'AUTH_TOKEN_MISMATCH' : 'AUTH_PASSWORD_MISMATCH',
    `gateway ${mode} mismatch`,
    {
      authReason: `${mode}_mismatch`,
      // A paired device may have a token of its own that is still good.
      ...(device === undefined ? {} : { canRetryWithDeviceToken: true }),
      recommendedNextStep:
        device === undefined ? 'update_auth_credentials' : 'retry_with_device_token',
    },
  );
}

function unauthorized(
  code: ConnectDetailCode,
  reason: string,
  details: Readonly<Record<string, unknown>>,
): AppError {
  return new AppError('unauthorized', `unauthorized: ${reason}`, { details: { ...details, code } });
}
