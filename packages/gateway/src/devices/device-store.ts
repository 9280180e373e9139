import type { GatewayScope } from '@homarus/protocol';

export type DeviceRole = 'operator' | 'node';

/** What lets a device connect in a role without the gateway's secret. */
export interface DeviceToken {
  readonly role: DeviceRole;
  /** Hex SHA-256 of the token, which itself is nowhere kept. */
  readonly hash: string;
  readonly scopes: readonly GatewayScope[];
  readonly createdAt: number;
  readonly lastUsedAt: number | undefined;
}

/** What a device says of itself. */
export interface DeviceDescription {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly displayName: string | undefined;
  readonly platform: string;
  readonly deviceFamily: string | undefined;
  readonly clientId: string;
  readonly clientMode: string;
  readonly remoteIp: string;
}

/** A device that was approved. */
export interface PairedDevice extends DeviceDescription {
  readonly accountId: string;
  /** Hex SHA-256 of the raw public key. */
  readonly deviceId: string;
  readonly roles: readonly DeviceRole[];
  /** What it may do as an operator. */
  readonly scopes: readonly GatewayScope[];
  /** Newest last. */
  readonly tokens: readonly DeviceToken[];
  readonly createdAt: number;
  /** When it was approved for what it may do now. */
  readonly approvedAt: number;
  readonly lastSeenAt: number | undefined;
}

/** A device that waits to be approved. */
export interface PairingRequest extends DeviceDescription {
  readonly accountId: string;
  /** `pair_...` */
  readonly requestId: string;
  readonly deviceId: string;
  readonly role: DeviceRole;
  readonly scopes: readonly GatewayScope[];
  /** It is paired already, and wants more or looks different. */
  readonly isRepair: boolean;
  readonly createdAt: number;
}

/**
 * Where paired devices and those that wait are kept. Every call names its account; what belongs to
 * another does not exist for it. Writes are durable when they resolve.
 *
 * Error: `unavailable` when the database cannot be reached.
 */
export interface DeviceStore {
  getDevice(accountId: string, deviceId: string): Promise<PairedDevice | undefined>;
  /** In the order in which they were first approved. */
  listDevices(accountId: string): Promise<readonly PairedDevice[]>;
  /**
   * Reads the device, asks what it is to be, and stores that, as one step that no other change of the
   * device comes between. `change` gets and answers undefined for a device that is not there; it must
   * be quick, may be called again, and has no effects of its own. Answers what `change` answered.
   */
  updateDevice(
    accountId: string,
    deviceId: string,
    change: (device: PairedDevice | undefined) => PairedDevice | undefined,
  ): Promise<PairedDevice | undefined>;
  /** Stores the request in place of an earlier one of the same device and role. */
  putRequest(request: PairingRequest): Promise<void>;
  /** Oldest first. */
  listRequests(accountId: string): Promise<readonly PairingRequest[]>;
  /** Removes the request and answers it; of several callers one gets it. */
  takeRequest(accountId: string, requestId: string): Promise<PairingRequest | undefined>;
}
