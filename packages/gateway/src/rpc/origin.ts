import { AppError } from '@homarus/base';
import { isOwnOrigin } from '@homarus/protocol';

import type { Peer } from './peer.ts';

/**
 * A page may connect when the gateway itself served it, or when its origin is listed; `*` lists all.
 * Throws `invalid_request`.
 */
export function checkOrigin(
  { origin, host }: Pick<Peer, 'origin' | 'host'>,
  allowedOrigins: readonly string[],
): void {
  if (origin === undefined || isOwnOrigin(origin, host)) return;
  if (allowedOrigins.includes('*') || allowedOrigins.includes(origin.toLowerCase())) return;
  throw new AppError(
    'invalid_request',
    `origin not allowed: open the page from the gateway itself, or add ${origin} to gateway.controlUi.allowedOrigins`,
    { details: { code: 'CONTROL_UI_ORIGIN_NOT_ALLOWED', origin } },
  );
}
