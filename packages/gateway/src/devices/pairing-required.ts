import { AppError } from '@homarus/base';

import type { PairedDevice, PairingRequest } from './device-store.ts';
import type { PairingReason } from './pairing.ts';

const requirements: Readonly<Record<PairingReason, string>> = {
  'not-paired': 'device is not approved yet',
  'role-upgrade': 'device is asking for a higher role than currently approved',
  'scope-upgrade': 'device is asking for more scopes than currently approved',
  'metadata-upgrade': 'device identity changed and must be re-approved',
};

/** The refusal of a device that has to be approved first, with what to approve. */
export function pairingRequired(
  reason: PairingReason,
  { requestId, deviceId, role, scopes }: PairingRequest,
  device: PairedDevice | undefined,
): AppError {
  return new AppError(
    'forbidden',
    `pairing required: ${requirements[reason]} (requestId: ${requestId})`,
    {
      details: {
        code: 'PAIRING_REQUIRED',
        reason,
        requestId,
        deviceId,
        requestedRole: role,
        requestedScopes: scopes,
        ...(device === undefined
          ? {}
          : { approvedRoles: device.roles, approvedScopes: device.scopes }),
        remediationHint: `Approve the request ${requestId} with device.pair.approve, then connect again.`,
        recommendedNextStep: 'wait_then_retry',
      },
    },
  );
}
