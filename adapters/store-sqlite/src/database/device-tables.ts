/** Devices that may connect to the gateway, and those that wait for it. */
export const deviceTables = `
create table paired_device (
  account_id text not null,
  device_id text not null,
  revision integer not null,
  created_at integer not null,
  device text not null,
  primary key (account_id, device_id)
) without rowid;

create table pairing_request (
  account_id text not null,
  request_id text not null,
  device_id text not null,
  role text not null,
  created_at integer not null,
  request text not null,
  primary key (account_id, request_id),
  unique (account_id, device_id, role)
) without rowid;
`;
