import { columns, minuteOf } from '../columns.ts';
import type { RemoteAction } from './remote-call.ts';

export const listDevices: RemoteAction<object> = async ({ client, show }) => {
  const list = await client.call('device.pair.list');
  const pending = list.pending.map(({ requestId, displayName, clientId, platform, role, ts }) => [
    '?',
    requestId,
    displayName ?? clientId,
    platform,
    role,
    minuteOf(ts),
  ]);
  const paired = list.paired.map((device) => [
    ' ',
    device.deviceId,
    device.displayName ?? device.clientId,
    device.platform,
    device.roles.join(' '),
    minuteOf(device.lastSeenAtMs ?? device.approvedAtMs),
  ]);
  show(list, columns([...pending, ...paired]));
};

export const approveDevice: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [requestId = ''] = words;
  show(await client.call('device.pair.approve', { requestId }), [texts.done]);
};

export const rejectDevice: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [requestId = ''] = words;
  show(await client.call('device.pair.reject', { requestId }), [texts.done]);
};

export const removeDevice: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [deviceId = ''] = words;
  show(await client.call('device.pair.remove', { deviceId }), [texts.done]);
};

interface RoleFlags {
  readonly role?: string;
}

function roleOf({ role }: RoleFlags): 'operator' | 'node' {
  return role === 'node' ? 'node' : 'operator';
}

/** The new token is shown once, where the caller may have it. */
export const rotateToken: RemoteAction<RoleFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [deviceId = ''] = words;
  const rotated = await client.call('device.token.rotate', { deviceId, role: roleOf(flags) });
  show(rotated, [rotated.token ?? texts.tokenWithheld]);
};

export const revokeToken: RemoteAction<RoleFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [deviceId = ''] = words;
  const answer = await client.call('device.token.revoke', { deviceId, role: roleOf(flags) });
  show(answer, [texts.done]);
};
