import type { Caller, MethodCall } from '../rpc/method.ts';

/** A call of a method as the owner's own client would make it. */
export function callAs(given: Partial<Caller> = {}, more: Partial<MethodCall> = {}): MethodCall {
  return {
    caller: {
      connId: 'conn_1',
      role: 'operator',
      scopes: ['operator.admin'],
      userId: 'u-default',
      client: {
        id: 'test',
        mode: 'test',
        version: '1',
        platform: 'linux',
        displayName: undefined,
      },
      deviceId: undefined,
      ...given,
    },
    signal: new AbortController().signal,
    acknowledge: () => undefined,
    subscriptions: { hasSessionList: false, sessionKeys: new Set() },
    ...more,
  };
}
