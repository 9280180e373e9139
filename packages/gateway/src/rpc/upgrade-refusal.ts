import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

const refusals = {
  403: {
    type: 'forbidden',
    message:
      'Without a token or password only localhost, *.localhost, 127.0.0.0/8 and [::1] are answered.',
  },
  429: {
    type: 'rate_limited',
    message: 'Too many connections of this address wait to be authenticated.',
  },
  503: { type: 'unavailable', message: 'The gateway stops.' },
} as const;

export type RefusalStatus = keyof typeof refusals;

/** Answers an upgrade over HTTP, because it does not become a WebSocket. */
export function refuseUpgrade(socket: Duplex, status: RefusalStatus): void {
  const body = JSON.stringify({ error: refusals[status] });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
