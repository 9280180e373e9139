import { createGatewayClient } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

/** A program that speaks to a gateway beside the page. */
export interface Beside extends Disposable {
  readonly call: GatewayClient['call'];
}

export async function connectBeside(url: string): Promise<Beside> {
  const client = createGatewayClient({
    url,
    client: { id: 'gateway-client', version: '0.1.0', platform: 'node', mode: 'backend' },
  });
  await client.connect();
  return { call: client.call, [Symbol.dispose]: () => client.close() };
}
