import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';

import type { MemoryServer } from '../server.ts';

export interface Listening extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:<port>/api/v1` */
  readonly url: string;
}

/** Puts a server on a socket of its own, until it is disposed of. Port 0: any that is free. */
export async function listen(server: MemoryServer, wantedPort = 0): Promise<Listening> {
  const listening = Promise.withResolvers<AddressInfo>();
  const http = serve(
    { fetch: (request) => server.fetch(request), port: wantedPort, hostname: '127.0.0.1' },
    listening.resolve,
  );
  const { port } = await listening.promise;
  return {
    port,
    url: `http://127.0.0.1:${port}/api/v1`,
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<unknown>();
      http.close(closed.resolve);
      if ('closeAllConnections' in http) http.closeAllConnections();
      await closed.promise;
    },
  };
}
