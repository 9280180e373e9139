import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { AppError, errorText } from '@homarus/base';
import { getRequestListener } from '@hono/node-server';

import type { PortName } from '../config/problem.ts';
import { findPortHolder } from './port-holder.ts';
import type { PortHolder } from './port-holder.ts';
import { probe } from './probe.ts';

export interface Address {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** The two ends of a request, for who writes its answer by other means. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** What answers the requests of a server; `address` is where the connection comes from. */
export type Fetch = (
  request: Request,
  address?: string,
  exchange?: Exchange,
) => Response | Promise<Response>;

/** What takes over the connections that ask to become something else than HTTP. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** An open port. Requests are answered from {@link serve} on; earlier ones wait. */
export interface Listener extends AsyncDisposable {
  /** `http://127.0.0.1:18789`, with the port that was really taken. */
  readonly url: string;
  serve(fetch: Fetch, upgrade?: Upgrade): void;
  /** Takes no new connection, and ends idle ones; running answers go on. */
  stopAccepting(): void;
}

/** Why a port could not be had, for a person. In `details.port` of the error. */
export interface PortProblem extends Address {
  readonly door: PortName;
  readonly reason: 'taken' | 'denied' | 'no_address' | 'other';
  /** The version of the Homarus that answers there. */
  readonly homarusVersion: string | undefined;
  readonly holder: PortHolder | undefined;
}

/** Opens a port, or fails with `unavailable` and a {@link PortProblem}. */
export async function listen(address: Address, door: PortName): Promise<Listener> {
  const handler = Promise.withResolvers<Fetch>();
  const answer = getRequestListener(async (request, { incoming, outgoing }) => {
    const fetch = await handler.promise;
    const isPlain = incoming instanceof IncomingMessage && outgoing instanceof ServerResponse;
    const exchange = isPlain ? { incoming, outgoing } : undefined;
    return fetch(request, incoming.socket.remoteAddress, exchange);
  });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const upgraded = new Set<Duplex>();
  await open(server, address, door);
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  return {
    url: urlOf({ host: address.host, port }),
    serve(fetch, upgrade) {
      if (upgrade !== undefined) {
        server.on('upgrade', (request, socket: Duplex, head) => {
          upgraded.add(socket);
          socket.once('close', () => upgraded.delete(socket));
          upgrade(request, socket, head);
        });
      }
      handler.resolve(fetch);
    },
    stopAccepting: () => {
      server.close();
      server.closeIdleConnections();
    },
    [Symbol.asyncDispose]() {
      // The server does not know them any more, and would wait for them without an end.
      for (const socket of upgraded) socket.destroy();
      return closeNow(server);
    },
  };
}

/** What to call from this machine; a server that listens everywhere is reached on loopback. */
export function urlOf({ host, port }: Address): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function open(server: Server, address: Address, door: PortName): Promise<void> {
  const opened = Promise.withResolvers<void>();
  server.once('error', opened.reject);
  server.listen(address.port, address.host, opened.resolve);
  try {
    await opened.promise;
  } catch (error) {
    throw new AppError('unavailable', errorText(error), {
      cause: error,
      details: { port: await problemOf(error, address, door) },
    });
  } finally {
    server.off('error', opened.reject);
  }
}

const reasons: Readonly<Record<string, PortProblem['reason']>> = {
  EADDRINUSE: 'taken',
  EACCES: 'denied',
  EADDRNOTAVAIL: 'no_address',
  ENOTFOUND: 'no_address',
};

async function problemOf(cause: unknown, address: Address, door: PortName): Promise<PortProblem> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code] ?? 'other';
  if (reason !== 'taken') {
    return { ...address, door, reason, homarusVersion: undefined, holder: undefined };
  }
  const answers = await Promise.all(
    (['gateway', 'memory'] as const).map((kind) => probe(urlOf(address), kind)),
  );
  const homarusVersion = answers.find((found) => found !== undefined)?.version;
  return { ...address, door, reason, homarusVersion, holder: findPortHolder(address.port) };
}

async function closeNow(server: Server): Promise<void> {
  const closed = Promise.withResolvers<void>();
  server.close(() => {
    closed.resolve();
  });
  server.closeAllConnections();
  await closed.promise;
}
