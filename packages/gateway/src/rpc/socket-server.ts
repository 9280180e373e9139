import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Ids } from '@homarus/base';
import { closeCodes, isLoopbackHost } from '@homarus/protocol';
import type { WebSocket, WebSocketServer } from 'ws';

import { networkOf } from '../network-of.ts';
import { Connection } from './connection.ts';
import type { ConnectionDeps, ConnectionLimits } from './connection.ts';
import { peerOf } from './peer.ts';
import type { Peer } from './peer.ts';
import { refuseUpgrade } from './upgrade-refusal.ts';
import type { RefusalStatus } from './upgrade-refusal.ts';

export interface SocketLimits extends ConnectionLimits {
  /** Bytes of one frame after the handshake. */
  readonly maxPayload: number;
  /** Connections of one address that are not admitted yet. */
  readonly maxWaitingPerAddress: number;
}

export interface SocketServerOptions {
  /** Without a secret only names of this machine are answered. */
  readonly isLoopbackOnly: boolean;
  readonly userId: string;
  readonly limits: SocketLimits;
}

/** Takes WebSocket connections over from an HTTP server. */
export interface SocketServer {
  readonly connections: ReadonlySet<Connection>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no new connections. */
  stopAccepting(): void;
  /** Closes all connections and resolves when they are gone, after 1 s at the latest. */
  close(): Promise<void>;
}

/** How long a client may take to answer a close. */
const closeTimeoutMs = 1000;

export function createSocketServer(
  deps: ConnectionDeps & {
    readonly ids: Ids;
    readonly onClosed: (connection: Connection) => void;
  },
  options: SocketServerOptions,
): SocketServer {
  const { limits } = options;
  const connections = new Set<Connection>();
  let isAccepting = true;
  let webSockets: Promise<WebSocketServer> | undefined;

  const accept = (webSocket: WebSocket, socket: Duplex, peer: Peer): void => {
    const connection = new Connection(webSocket, deps, {
      connId: deps.ids.next('connection'),
      nonce: randomBytes(24).toString('base64url'),
      peer,
      userId: options.userId,
      limits,
    });
    connections.add(connection);
    void connection.gone.then(() => {
      connections.delete(connection);
      deps.onClosed(connection);
    });
    watchHandshakeBytes(socket, connection);
    connection.open();
  };

  return {
    connections,
    upgrade(request, socket, head) {
      // Before the WebSocket takes over, nobody else hears that a socket broke.
      socket.on('error', () => socket.destroy());
      const peer = peerOf(request);
      const status = isAccepting ? statusFor(peer, connections, options) : 503;
      if (status !== undefined) {
        deps.connectAudit.refused({ peer, reason: `HTTP ${status}` });
        refuseUpgrade(socket, status);
        return;
      }
      webSockets ??= createWebSockets(limits.maxPayload);
      void webSockets.then((server) => {
        if (isAccepting) {
          server.handleUpgrade(request, socket, head, (webSocket) =>
            accept(webSocket, socket, peer),
          );
        } else refuseUpgrade(socket, 503);
      });
    },
    stopAccepting() {
      isAccepting = false;
    },
    async close() {
      isAccepting = false;
      for (const connection of connections) connection.close(closeCodes.restart, 'service restart');
      await Promise.all(Array.from(connections, ({ gone }) => gone));
    },
  };
}

/** Why a peer gets no WebSocket; undefined when it gets one. */
function statusFor(
  { host, address }: Peer,
  connections: Iterable<Connection>,
  { isLoopbackOnly, limits }: SocketServerOptions,
): RefusalStatus | undefined {
  if (isLoopbackOnly && !isLoopbackHost(host)) return 403;
  let waiting = 0;
  const network = networkOf(address);
  for (const { peer, caller } of connections) {
    if (caller === undefined && networkOf(peer.address) === network) waiting += 1;
  }
  return waiting >= limits.maxWaitingPerAddress ? 429 : undefined;
}

/** Loaded with the first connection: a gateway without one does not need it. */
async function createWebSockets(maxPayload: number): Promise<WebSocketServer> {
  const { WebSocketServer: Server } = await import('ws');
  const settings = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // Known to `ws`, not yet to its types.
    closeTimeout: closeTimeoutMs,
    maxPayload,
  };
  return new Server(settings);
}

/** `ws` keeps a frame until it is complete; what a stranger may send is limited before that. */
function watchHandshakeBytes(socket: Duplex, connection: Connection): void {
  let total = 0;
  const count = (chunk: Buffer): void => {
    if (connection.caller !== undefined) {
      socket.off('data', count);
      return;
    }
    total += chunk.length;
    connection.countHandshakeBytes(total);
  };
  socket.on('data', count);
}
