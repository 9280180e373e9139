import { AppError } from '@homarus/base';

import type { AppOptions } from './app.ts';
import type { GatewayAuth } from './auth.ts';
import type { HookSettings } from './hooks/hook-settings.ts';

/** What a gateway is told of its HTTP part. */
export interface AppSettings {
  readonly version: string;
  /** Mode `none` is for a socket on the loopback interface only. */
  readonly auth: GatewayAuth;
  /** The folder of the page at `/`. Default: no page. */
  readonly pageFolder?: string;
  /** Default 16 MB. */
  readonly maxBodyBytes?: number;
  /** What other programs may start over HTTP. Default: nothing. */
  readonly hooks?: HookSettings;
  /** Silence after which a stream says that it is alive. Default 15,000. */
  readonly keepAliveMs?: number;
}

/** The same with its defaults. */
export function toAppOptions(
  options: AppSettings,
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
