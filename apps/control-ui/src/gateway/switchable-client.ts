import type { GatewayClient } from '@homarus/sdk';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

/** A client that another one can take the place of: after a sign-in with another secret. */
export interface SwitchableClient {
  readonly client: ReadonlySignal<GatewayClient>;
  /** Connects the first, or a new one in its place. */
  start(): void;
  replace(): void;
  /** Listens to the client that there is, and to every one after it. */
  on: GatewayClient['on'];
}

export function createSwitchableClient(open: () => GatewayClient): SwitchableClient {
  const client = signal(open());
  const listeners = new Set<(client: GatewayClient) => void>();
  // How it goes is told by the client's state.
  const start = (): void => void client.value.connect().catch(() => undefined);
  return {
    client,
    start,
    replace() {
      client.value.close();
      client.value = open();
      for (const listen of listeners) listen(client.value);
      start();
    },
    on(name, listener) {
      let stop = client.value.on(name, listener);
      const listen = (next: GatewayClient): void => {
        stop = next.on(name, listener);
      };
      listeners.add(listen);
      return () => {
        stop();
        listeners.delete(listen);
      };
    },
  };
}
