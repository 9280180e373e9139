import { AppError } from '@homarus/base';
import { hasScope } from '@homarus/protocol';
import type { GatewayScope } from '@homarus/protocol';

import type { Caller } from '../../rpc/method.ts';

/** Nobody grants what it may not do itself. Throws `forbidden` with `MISSING_SCOPE`. */
export function requireScopes(caller: Caller, granted: readonly GatewayScope[]): void {
  const missingScope = granted.find((scope) => !hasScope(caller.scopes, scope));
  if (missingScope === undefined) return;
  throw new AppError('forbidden', `missing scope: ${missingScope}`, {
    details: { code: 'MISSING_SCOPE', missingScope, requiredScopes: granted },
  });
}

/** A paired device that is no admin only changes itself. Throws `forbidden`. */
export function requireOwnDevice(caller: Caller, deviceId: string): void {
  const isOther = caller.deviceId !== undefined && caller.deviceId !== deviceId;
  if (!isOther) return;
  requireScopes(caller, ['operator.admin']);
}
