import type { DevicePairRequest, DevicePaired, DeviceTokenSummary } from '@homarus/protocol';

import type {
  DeviceDescription,
  DeviceToken,
  PairedDevice,
  PairingRequest,
} from './device-store.ts';

/** A request as methods and events show it. */
export function toRequestShape(request: PairingRequest): DevicePairRequest {
  const { requestId, deviceId, role, scopes, isRepair, createdAt } = request;
  return {
    ...toDescriptionShape(request),
    requestId,
    deviceId,
    role,
    roles: [role],
    scopes,
    isRepair,
    ts: createdAt,
  };
}

/** A paired device as methods show it: without anything of its tokens that is secret. */
export function toDeviceShape(device: PairedDevice): DevicePaired {
  const { deviceId, roles, scopes, tokens, createdAt, approvedAt, lastSeenAt } = device;
  return {
    ...toDescriptionShape(device),
    deviceId,
    ...(roles[0] === undefined ? {} : { role: roles[0] }),
    roles,
    scopes,
    approvedScopes: scopes,
    tokens: tokens.map(toTokenShape),
    createdAtMs: createdAt,
    approvedAtMs: approvedAt,
    ...(lastSeenAt === undefined ? {} : { lastSeenAtMs: lastSeenAt }),
  };
}

function toTokenShape({ role, scopes, createdAt, lastUsedAt }: DeviceToken): DeviceTokenSummary {
  return {
    role,
    scopes,
    createdAtMs: createdAt,
    ...(lastUsedAt === undefined ? {} : { lastUsedAtMs: lastUsedAt }),
  };
}

function toDescriptionShape(described: DeviceDescription) {
  const { publicKey, displayName, platform, deviceFamily, clientId, clientMode, remoteIp } =
    described;
  return {
    publicKey,
    ...(displayName === undefined ? {} : { displayName }),
    platform,
    ...(deviceFamily === undefined ? {} : { deviceFamily }),
    clientId,
    clientMode,
    ...(remoteIp === '' ? {} : { remoteIp }),
  };
}
