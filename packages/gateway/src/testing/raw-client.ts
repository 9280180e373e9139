import { once } from 'node:events';

import type { EventFrame, ResponseFrame } from '@homarus/protocol';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';

type Frame = ResponseFrame | EventFrame;

/** A client that does nothing by itself, to send what no good client sends. */
export interface RawClient extends Disposable {
  readonly socket: WebSocket;
  /** The next frame that fits; frames that were looked at and did not fit are kept for later calls. */
  next<F extends Frame>(fits: (frame: Frame) => frame is F): Promise<F>;
  /** The answer to a call; the first of two. */
  call(method: string, params?: unknown): Promise<ResponseFrame>;
  connect(params?: object): Promise<ResponseFrame>;
  /** Why the gateway ended the connection. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a WebSocket to `http://...`; rejects when the upgrade is refused. */
export async function openRaw(url: string, options: ClientOptions = {}): Promise<RawClient> {
  const socket = new WebSocket(url.replace('http', 'ws'), options);
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame);
    for (const look of waiting) look();
  });
  const closed = new Promise<Awaited<RawClient['closed']>>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  let lastId = 0;
  const client: RawClient = {
    socket,
    closed,
    next: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const index = frames.findIndex(fits);
          const frame = frames[index];
          if (frame === undefined || !fits(frame)) return;
          frames.splice(index, 1);
          waiting.delete(look);
          resolve(frame);
        };
        waiting.add(look);
        look();
      }),
    call(method, params) {
      lastId += 1;
      const id = `call-${lastId}`;
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
      return client.next(isAnswerTo(id));
    },
    connect: (params = {}) => client.call('connect', { ...connectParams, ...params }),
    [Symbol.dispose]: () => socket.terminate(),
  };
  return client;
}

export const connectParams = {
  minProtocol: 4,
  maxProtocol: 4,
  client: { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' },
} as const;

export function isAnswerTo(id: string): (frame: Frame) => frame is ResponseFrame {
  return (frame): frame is ResponseFrame => frame.type === 'res' && frame.id === id;
}

export function isEvent(event: string): (frame: Frame) => frame is EventFrame {
  return (frame): frame is EventFrame => frame.type === 'event' && frame.event === event;
}
