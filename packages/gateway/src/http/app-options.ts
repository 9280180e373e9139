import type { GatewayOptions } from '../gateway.ts';
import type { AppOptions } from './app.ts';

/** The gateway's options for its HTTP part, with their defaults. */
export function toAppOptions(
  options: GatewayOptions,
  owner: Pick<AppOptions, 'accountId' | 'defaultUserId'>,
): AppOptions {
  const { version, auth, pageFolder } = options;
  return {
    ...owner,
    version,
    auth,
    pageFolder,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    keepAliveMs: options.keepAliveMs ?? 15_000,
  };
}
