import type { DeviceStore, PairedDevice, PairingRequest } from '@homarus/gateway';

import type { SqlDatabase } from '../database/sql-database.ts';
import {
  fromDeviceRow,
  fromRequestRow,
  toDeviceRow,
  toRequestRow,
} from '../tables/device-tables.ts';
import type { Db } from '../tables/schema.ts';

/** Paired devices and those that wait, over an open database. */
export function sqlDeviceStore({ of }: SqlDatabase): DeviceStore {
  return {
    getDevice: async (accountId, deviceId) => {
      const row = await readDevice(of(accountId), accountId, deviceId);
      return row && fromDeviceRow(row);
    },
    listDevices: async (accountId) => {
      const rows = await of(accountId)
        .selectFrom('paired_device')
        .select('device')
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .orderBy('device_id')
        .execute();
      return rows.map(fromDeviceRow);
    },
    updateDevice: async (accountId, deviceId, change) => {
      const db = of(accountId);
      for (;;) {
        const row = await readDevice(db, accountId, deviceId);
        const device = change(row && fromDeviceRow(row));
        const isDone = await writeDevice(db, {
          accountId,
          deviceId,
          revision: row?.revision,
          device,
        });
        if (isDone) return device;
      }
    },
    putRequest: (request) => putRequest(of(request.accountId), request),
    listRequests: async (accountId) => {
      const rows = await of(accountId)
        .selectFrom('pairing_request')
        .select('request')
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .orderBy('request_id')
        .execute();
      return rows.map(fromRequestRow);
    },
    takeRequest: async (accountId, requestId) => {
      const row = await of(accountId)
        .deleteFrom('pairing_request')
        .where('account_id', '=', accountId)
        .where('request_id', '=', requestId)
        .returning('request')
        .executeTakeFirst();
      return row && fromRequestRow(row);
    },
  };
}

function readDevice(db: Db, accountId: string, deviceId: string) {
  return db
    .selectFrom('paired_device')
    .select(['device', 'revision'])
    .where('account_id', '=', accountId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
}

interface DeviceWrite {
  readonly accountId: string;
  readonly deviceId: string;
  /** Of the row that was read; undefined when there was none. */
  readonly revision: number | undefined;
  readonly device: PairedDevice | undefined;
}

/** False when the device is not any more what was read. */
async function writeDevice(db: Db, write: DeviceWrite): Promise<boolean> {
  const { accountId, deviceId, revision, device } = write;
  if (revision === undefined) return device === undefined || insertDevice(db, device);
  if (device === undefined) {
    const { numDeletedRows } = await db
      .deleteFrom('paired_device')
      .where('account_id', '=', accountId)
      .where('device_id', '=', deviceId)
      .where('revision', '=', revision)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
  const { numUpdatedRows } = await db
    .updateTable('paired_device')
    .set(toDeviceRow(device, revision + 1))
    .where('account_id', '=', accountId)
    .where('device_id', '=', deviceId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function insertDevice(db: Db, device: PairedDevice): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('paired_device')
    .values(toDeviceRow(device, 1))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

function putRequest(db: Db, request: PairingRequest): Promise<void> {
  const { accountId, deviceId, role } = request;
  return db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('pairing_request')
      .where('account_id', '=', accountId)
      .where('device_id', '=', deviceId)
      .where('role', '=', role)
      .execute();
    await transaction.insertInto('pairing_request').values(toRequestRow(request)).execute();
  });
}
