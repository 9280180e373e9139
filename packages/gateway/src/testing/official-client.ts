import { GatewayClient } from '@openclaw/gateway-client';
import type { GatewayClientOptions } from '@openclaw/gateway-client';
import type { EventFrame, HelloOk } from '@openclaw/gateway-protocol';

/** The published client, connected. */
export interface OfficialClient extends AsyncDisposable {
  readonly client: GatewayClient;
  readonly hello: HelloOk;
  /** All events so far. */
  readonly events: readonly EventFrame[];
  nextEvent(name: string): Promise<EventFrame>;
}

/** Connects OpenClaw's own client to `http://...`; rejects with why it could not. */
export async function connectOfficial(
  url: string,
  options: Partial<GatewayClientOptions> = {},
): Promise<OfficialClient> {
  const ready = Promise.withResolvers<HelloOk>();
  const events: EventFrame[] = [];
  const listeners = new Set<(event: EventFrame) => void>();
  const client = new GatewayClient({
    url: url.replace('http', 'ws'),
    requestTimeoutMs: 5000,
    ...options,
    onHelloOk(hello) {
      options.onHelloOk?.(hello);
      ready.resolve(hello);
    },
    onConnectError(error) {
      options.onConnectError?.(error);
      ready.reject(error);
    },
    onEvent(event) {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
  });
  client.start();
  try {
    return {
      client,
      hello: await ready.promise,
      events,
      nextEvent: (name) =>
        new Promise((resolve) => {
          const listener = (event: EventFrame): void => {
            if (event.event !== name) return;
            listeners.delete(listener);
            resolve(event);
          };
          listeners.add(listener);
        }),
      [Symbol.asyncDispose]: () => client.stopAndWait(),
    };
  } catch (error) {
    await client.stopAndWait();
    throw error;
  }
}
