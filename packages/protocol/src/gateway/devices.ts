import * as v from 'valibot';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const role = v.picklist(['operator', 'node']);

/** Parameters of `device.pair.approve` and `device.pair.reject`. */
export const DevicePairDecision = v.object({ requestId: id });

/** Parameters of `device.pair.remove`. */
export const DevicePairRemove = v.object({ deviceId: id });

/** Parameters of `device.token.rotate`. */
export const DeviceTokenRotate = v.object({
  deviceId: id,
  role,
  /** Default: those that the device was approved for. */
  scopes: v.optional(v.array(v.string())),
});

/** Parameters of `device.token.revoke`. */
export const DeviceTokenRevoke = v.object({ deviceId: id, role });

interface DeviceDescriptionShape {
  readonly publicKey: string;
  readonly displayName?: string;
  readonly platform: string;
  readonly deviceFamily?: string;
  readonly clientId: string;
  readonly clientMode: string;
  readonly remoteIp?: string;
}

/** A device that waits to be approved; also the payload of `device.pair.requested`. */
export interface DevicePairRequest extends DeviceDescriptionShape {
  readonly requestId: string;
  readonly deviceId: string;
  readonly role: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly isRepair: boolean;
  readonly ts: number;
}

export interface DeviceTokenSummary {
  readonly role: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly lastUsedAtMs?: number;
}

/** A paired device. */
export interface DevicePaired extends DeviceDescriptionShape {
  readonly deviceId: string;
  readonly role?: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly approvedScopes: readonly string[];
  readonly tokens: readonly DeviceTokenSummary[];
  readonly createdAtMs: number;
  readonly approvedAtMs: number;
  readonly lastSeenAtMs?: number;
}

/** The result of `device.pair.list`. */
export interface DevicePairList {
  readonly pending: readonly DevicePairRequest[];
  readonly paired: readonly DevicePaired[];
}

/** The payload of `device.pair.resolved`. */
export interface DevicePairResolved {
  readonly requestId: string;
  readonly deviceId: string;
  readonly decision: 'approved' | 'rejected';
  readonly ts: number;
}

/** The result of `device.token.rotate`. */
export interface DeviceTokenRotated {
  readonly deviceId: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly rotatedAtMs: number;
  /** Left out when the caller may not have it. */
  readonly token?: string;
  readonly tokenDelivery: 'in-band' | 'withheld-cross-device';
}
