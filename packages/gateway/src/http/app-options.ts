import { AppError } from '@homarus/base';

import type { GatewayOptions } from '../gateway.ts';
import type { AppOptions } from './app.ts';

/** The gateway's options for its HTTP part, with their defaults. */
export function toAppOptions(
  options: GatewayOptions,
  owner: Pick<AppOptions, 'accountId' | 'defaultUserId'>,
): AppOptions {
  const { version, auth, pageFolder, hooks } = options;
  const secret = auth.mode === 'none' ? undefined : 'token' in auth ? auth.token : auth.password;
  if (hooks !== undefined && hooks.token === secret) {
    throw new AppError(
      'invalid_request',
      'hooks.token is the secret of the gateway; programs that send hooks need one of their own.',
      { details: { path: 'hooks.token' } },
    );
  }
  return {
    ...owner,
    version,
    auth,
    pageFolder,
    hooks,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    keepAliveMs: options.keepAliveMs ?? 15_000,
  };
}
