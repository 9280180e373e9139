import type { Caller } from '../../rpc/method.ts';

/** Who a hook speaks for: the owner, without what only the owner may do. */
export function callerOfHooks(userId: string): Caller {
  return {
    connId: 'hooks',
    role: 'operator',
    scopes: ['operator.write'],
    userId,
    client: {
      id: 'hooks',
      mode: 'webhook',
      version: '',
      platform: '',
      displayName: undefined,
    },
    deviceId: undefined,
  };
}
