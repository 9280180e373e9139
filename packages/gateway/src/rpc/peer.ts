import type { IncomingMessage } from 'node:http';

/** Where a connection comes from. */
export interface Peer {
  /** `127.0.0.1`; IPv4 addresses are written as such on every kind of socket. */
  readonly address: string;
  /** The client runs on this machine, and no proxy speaks for it. */
  readonly isLocal: boolean;
  /** The Host header. */
  readonly host: string;
  /** The page that opened the connection; undefined for a program. */
  readonly origin: string | undefined;
}

const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

export function peerOf({ socket, headers }: IncomingMessage): Peer {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/u, '');
  const isLoopback = address === '::1' || address.startsWith('127.');
  return {
    address,
    isLocal: isLoopback && proxyHeaders.every((name) => headers[name] === undefined),
    host: headers.host ?? '',
    origin: headers.origin,
  };
}
