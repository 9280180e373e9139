import { hasScope } from '@homarus/protocol';
import type { GatewayScope } from '@homarus/protocol';

import type { DeviceDescription, DeviceRole, PairedDevice } from './device-store.ts';

/** What a device wants to be let in as. */
export interface Wish {
  readonly deviceId: string;
  readonly role: DeviceRole;
  readonly scopes: readonly GatewayScope[];
  readonly description: DeviceDescription;
}

/** Why a device has to be approved (again). */
export type PairingReason = 'not-paired' | 'role-upgrade' | 'scope-upgrade' | 'metadata-upgrade';

/** Whether all of `wanted` is included in `granted`. */
export function isCovered(
  wanted: readonly GatewayScope[],
  granted: readonly GatewayScope[],
): boolean {
  return wanted.every((scope) => hasScope(granted, scope));
}

/** What has to be approved before the wish is granted; undefined when nothing has to be. */
export function needOf(
  { role, scopes, description }: Wish,
  device: PairedDevice | undefined,
): PairingReason | undefined {
  if (device === undefined) return 'not-paired';
  if (!device.roles.includes(role)) return 'role-upgrade';
  if (!isCovered(scopes, device.scopes)) return 'scope-upgrade';
  const isSame = sameText(device.platform, description.platform);
  return isSame ? undefined : 'metadata-upgrade';
}

function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The device with the wish granted, beside what it was granted before. */
export function pairWith(
  { deviceId, role, scopes, description }: Wish,
  before: PairedDevice | undefined,
  { accountId, now }: { readonly accountId: string; readonly now: number },
): PairedDevice {
  return {
    ...description,
    accountId,
    deviceId,
    roles: [...new Set([...(before?.roles ?? []), role])],
    scopes: [...new Set([...(before?.scopes ?? []), ...scopes])],
    tokens: before?.tokens ?? [],
    createdAt: before?.createdAt ?? now,
    approvedAt: now,
    lastSeenAt: before?.lastSeenAt,
  };
}
