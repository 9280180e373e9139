import type { Clock } from '@homarus/base';
import type { ConnectClient, GatewayScope } from '@homarus/protocol';

import type { ClientAuth } from '../connection/handshake.ts';
import type { WebSocketConstructor } from '../connection/web-socket.ts';
import type { DeviceIdentity } from '../device/device-identity.ts';
import type { TokenStorage } from '../device/token-storage.ts';
import type { ReconnectOptions } from './retry-policy.ts';

export interface GatewayClientOptions {
  /** `ws://127.0.0.1:18789`, or the same with `http`. */
  readonly url: string;
  /** Which program this is. */
  readonly client: ConnectClient;
  /** The gateway's secret. Default: none. */
  readonly auth?: ClientAuth;
  /** Default `operator`. */
  readonly role?: 'operator' | 'node';
  /** What the client wants to do. Default: everything that its role, and its device, may. */
  readonly scopes?: readonly GatewayScope[];
  /** Abilities to tell the gateway of. Default: none. */
  readonly caps?: readonly string[];
  /**
   * Proves which device this is; may still be on its way. Without one no token is kept, and a gateway
   * may refuse pages.
   */
  readonly device?: DeviceIdentity | Promise<DeviceIdentity | undefined>;
  /** Where the tokens of the device are kept. Default: in memory. */
  readonly storage?: TokenStorage;
  /** Default: that of the page or of Node. */
  readonly WebSocket?: WebSocketConstructor;
  readonly clock?: Clock;
  /** In [0, 1), for the jitter of waits. Default `Math.random`. */
  readonly random?: () => number;
  /** Of a call that does not say. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Default 15,000. */
  readonly handshakeTimeoutMs?: number;
  /** False: one attempt, and none after a loss. */
  readonly reconnect?: ReconnectOptions | false;
}
