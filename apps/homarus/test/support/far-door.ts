import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another address of a gateway, by which one comes as from another machine: a reverse proxy. */
export interface FarDoor extends AsyncDisposable {
  readonly url: string;
}

export async function openFarDoor(gatewayUrl: string): Promise<FarDoor> {
  const { hostname, port } = new URL(gatewayUrl);
  const forward = ({ method, url, headers }: IncomingMessage) =>
    request({
      hostname,
      port,
      method,
      path: url,
      headers: { ...headers, 'x-forwarded-for': '203.0.113.7' },
    });
  const server = createServer((incoming, outgoing) => {
    const asked = forward(incoming);
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(asked);
  });
  server.on('upgrade', (incoming, socket) => {
    const asked = forward(incoming);
    asked.on('upgrade', (answer, upstream, head) => {
      const lines = answer.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? `${name}: ${all[index + 1]}` : [],
      );
      socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
      socket.write(head);
      upstream.pipe(socket).pipe(upstream);
      for (const end of [socket, upstream])
        end.on('error', () => {
          socket.destroy();
          upstream.destroy();
        });
    });
    asked.on('response', () => socket.destroy());
    asked.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
