import type { AddressInfo } from 'node:net';

import type { ConnectParams, ErrorShape, HelloOk, RequestFrame } from '@homarus/protocol';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** A gateway that does what a test says, over real WebSockets. */
export interface ScriptedGateway extends AsyncDisposable {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string;
  /** The parameters of each `connect`, in order. */
  readonly connects: readonly ConnectParams[];
  /** The other calls, in order. */
  readonly calls: readonly RequestFrame[];
  /** Sends an event on the newest connection; `skip` leaves that many numbers out before it. */
  emit(event: string, payload: unknown, options?: { readonly skip?: number }): void;
  /** Ends the newest connection. */
  drop(code?: number, reason?: string): void;
}

export interface Script {
  /** Decides about a `connect`: what to change in the answer, or the error. Default: nothing. */
  readonly onConnect?: (
    params: ConnectParams,
    count: number,
  ) => Partial<HelloOk> | Refusal | undefined;
  /** Answers a call; undefined: never. */
  readonly onCall?: (call: RequestFrame, answer: Answer) => void;
}

export interface Refusal {
  readonly error: ErrorShape;
}

/** Sends an answer to a call: the payload, or an error. */
export type Answer = (payload: unknown, error?: ErrorShape) => void;

export const hello: HelloOk = {
  type: 'hello-ok',
  protocol: 4,
  server: { version: '1.2.3', connId: 'conn_1' },
  features: { methods: [], events: [], capabilities: [] },
  snapshot: {
    presence: [],
    health: { ok: true, ts: 0, durationMs: 0, defaultAgentId: 'main' },
    stateVersion: { presence: 1, health: 1 },
    uptimeMs: 0,
    sessionDefaults: {
      defaultAgentId: 'main',
      mainKey: 'main',
      mainSessionKey: 'agent:main:main',
      scope: 'per-sender',
    },
    authMode: 'none',
  },
  auth: { role: 'operator', scopes: ['operator.admin'] },
  policy: { maxPayload: 1024, maxBufferedBytes: 1024, tickIntervalMs: 30_000 },
};

export async function startScriptedGateway(script: Script = {}): Promise<ScriptedGateway> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const connects: ConnectParams[] = [];
  const calls: RequestFrame[] = [];
  let newest: WebSocket | undefined;
  let seq = 0;

  const send = (socket: WebSocket | undefined, frame: object): void =>
    socket?.send(JSON.stringify(frame));
  const connect = (socket: WebSocket, { id, params }: RequestFrame): void => {
    connects.push(params as ConnectParams);
    const decided = script.onConnect?.(params as ConnectParams, connects.length) ?? {};
    if ('error' in decided) {
      send(socket, { type: 'res', id, ok: false, ...decided });
      socket.close(1008, decided.error.message);
      return;
    }
    newest = socket;
    seq = 0;
    send(socket, { type: 'res', id, ok: true, payload: { ...hello, ...decided } });
  };

  server.on('connection', (socket) => {
    send(socket, { type: 'event', event: 'connect.challenge', payload: { nonce: 'n1', ts: 0 } });
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as RequestFrame;
      if (frame.method === 'connect') {
        connect(socket, frame);
        return;
      }
      calls.push(frame);
      script.onCall?.(frame, (payload, error) =>
        send(socket, {
          type: 'res',
          id: frame.id,
          ...(error === undefined ? { ok: true, payload } : { ok: false, error }),
        }),
      );
    });
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connects,
    calls,
    emit(event, payload, { skip = 0 } = {}) {
      seq += 1 + skip;
      send(newest, { type: 'event', event, payload, seq });
    },
    drop: (code, reason) => newest?.close(code, reason),
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
