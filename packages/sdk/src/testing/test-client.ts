import { createGatewayClient } from '../client/gateway-client.ts';
import type { ClientEvents } from '../client/client-events.ts';
import type { GatewayClient } from '../client/gateway-client.ts';
import type { ClientState } from '../client/client-state.ts';
import type { GatewayClientOptions } from '../client/client-options.ts';

export interface TestClient extends GatewayClient {
  /** All states so far. */
  readonly states: readonly ClientState[];
  /** The next event of a name. */
  next<Name extends keyof ClientEvents>(name: Name): Promise<ClientEvents[Name]>;
  /** Resolves when the client is in such a state. */
  until(status: ClientState['status']): Promise<ClientState>;
}

/** A client with short waits that says what became of it. */
export function testClient(url: string, options: Partial<GatewayClientOptions> = {}): TestClient {
  const client = createGatewayClient({
    url,
    client: { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' },
    reconnect: { baseMs: 1, maxMs: 2, pairingMs: 1 },
    random: () => 0,
    ...options,
  });
  const states: ClientState[] = [];
  client.on('state', (state) => states.push(state));
  const next: TestClient['next'] = (name) =>
    new Promise((resolve) => {
      const stop = client.on(name, (payload) => {
        stop();
        resolve(payload);
      });
    });
  return {
    ...client,
    get state() {
      return client.state;
    },
    states,
    next,
    async until(status) {
      while (client.state.status !== status) await next('state');
      return client.state;
    },
  };
}
