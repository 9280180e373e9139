import type { PairedDevice, PairingRequest } from '@homarus/gateway';

import { fromJson, toJson } from './columns.ts';

export interface PairedDeviceTable {
  readonly account_id: string;
  readonly device_id: string;
  /** Counts the changes, so that one that did not see the last one is noticed. */
  readonly revision: number;
  readonly created_at: number;
  /** JSON of a {@link PairedDevice}. */
  readonly device: string;
}

export interface PairingRequestTable {
  readonly account_id: string;
  readonly request_id: string;
  readonly device_id: string;
  readonly role: string;
  readonly created_at: number;
  /** JSON of a {@link PairingRequest}. */
  readonly request: string;
}

export function toDeviceRow(device: PairedDevice, revision: number): PairedDeviceTable {
  const { accountId, deviceId, createdAt } = device;
  return {
    account_id: accountId,
    device_id: deviceId,
    revision,
    created_at: createdAt,
    device: toJson(device),
  };
}

/** Fields that JSON leaves out because they are undefined are absent, which reads the same. */
export function fromDeviceRow({ device }: Pick<PairedDeviceTable, 'device'>): PairedDevice {
  return fromJson(device) as PairedDevice;
}

export function toRequestRow(request: PairingRequest): PairingRequestTable {
  const { accountId, requestId, deviceId, role, createdAt } = request;
  return {
    account_id: accountId,
    request_id: requestId,
    device_id: deviceId,
    role,
    created_at: createdAt,
    request: toJson(request),
  };
}

export function fromRequestRow({ request }: Pick<PairingRequestTable, 'request'>): PairingRequest {
  return fromJson(request) as PairingRequest;
}
