import { createIds, systemClock } from '@homarus/base';
import type { GatewayEventPayloads, GatewayMethods, HelloOk } from '@homarus/protocol';

import { createAgentCalls } from '../agent/agent-calls.ts';
import type { AgentCalls } from '../agent/agent-calls.ts';
import { createChat } from '../chat/chat.ts';
import type { Chat } from '../chat/chat.ts';
import { toSocketUrl } from '../connection/web-socket.ts';
import type { Connection } from '../connection/connection.ts';
import type { WireDeps } from '../connection/wire.ts';
import { memoryTokenStorage } from '../device/token-storage.ts';
import { openAuthenticated } from './authenticated-connection.ts';
import { createCaller } from './caller.ts';
import type { GatewayClientOptions } from './client-options.ts';
import type { ClientEvents } from './client-events.ts';
import type { ClientState } from './client-state.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { createEmitter } from './emitter.ts';
import type { Emitter } from './emitter.ts';
import type { GatewayCalls } from './gateway-calls.ts';
import { createSubscriptions } from './subscriptions.ts';
import type { Subscriptions } from './subscriptions.ts';

/** A client of one gateway. It keeps its connection by itself between `connect` and `close`. */
export interface GatewayClient extends GatewayCalls, Disposable {
  readonly state: ClientState;
  /**
   * Starts, and resolves at the first connection. Rejects when the gateway refuses the client, or when
   * it is closed before; while a device waits for its approval, it waits too.
   */
  connect(options?: { readonly signal?: AbortSignal }): Promise<HelloOk>;
  /** Tries at once: after a refusal, or instead of at `retryAt`. */
  retry(): void;
  close(): void;
  on: Emitter<ClientEvents>['on'];
  readonly chat: Chat;
  readonly agent: AgentCalls;
}

export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const {
    WebSocket = globalThis.WebSocket,
    clock = systemClock,
    random = Math.random,
    requestTimeoutMs = 30_000,
    reconnect = {},
  } = options;
  const events = createEmitter<ClientEvents>();
  const subscriptions = createSubscriptions();
  const keeper = new ConnectionKeeper(
    {
      clock,
      random,
      open: createOpener({ events, subscriptions, WebSocket, clock }, options),
      onState: (state) => events.emit('state', state),
    },
    { reconnect },
  );

  const callUntyped = createCaller({ keeper, subscriptions }, { requestTimeoutMs });
  const call: GatewayClient['call'] = async (method, ...[params, callOptions]) =>
    (await callUntyped(method, params, callOptions)) as GatewayMethods[typeof method]['result'];
  const parts = { call, callUntyped, on: events.on, ids: createIds() };

  return {
    get state() {
      return keeper.state;
    },
    async connect({ signal } = {}) {
      keeper.start();
      return (await keeper.connection({ signal, waitsForPairing: true })).hello;
    },
    retry: () => keeper.retry(),
    close: () => keeper.close(),
    [Symbol.dispose]: () => keeper.close(),
    on: events.on,
    call,
    callUntyped,
    chat: createChat(parts),
    agent: createAgentCalls(parts),
  };
}

interface OpenerDeps extends WireDeps {
  readonly events: Emitter<ClientEvents>;
  readonly subscriptions: Subscriptions;
}

/** Opens one connection after the other; from the second on, what was missed is told as a gap. */
function createOpener(
  { events, subscriptions, ...deps }: OpenerDeps,
  options: GatewayClientOptions,
): (signal: AbortSignal) => Promise<Connection> {
  const introduction = toIntroduction(options);
  let isAgain = false;
  return async (signal) => {
    const connection = await openAuthenticated(deps, {
      ...introduction,
      device: await options.device,
      signal,
      onEvent: ({ event, payload }) =>
        // The gateway says what the payload of its events is.
        events.emit(event as 'tick', payload as GatewayEventPayloads['tick']),
      onGap: (gap) => events.emit('gap', { reason: 'sequence', ...gap }),
    });
    if (isAgain) {
      void subscriptions
        .restore(connection)
        .then(() => events.emit('gap', { reason: 'reconnected' }));
    }
    isAgain = true;
    return connection;
  };
}

function toIntroduction(options: GatewayClientOptions) {
  const { client, role = 'operator', scopes, caps = [] } = options;
  const { auth = { mode: 'none' }, storage = memoryTokenStorage() } = options;
  const { handshakeTimeoutMs = 15_000 } = options;
  const url = toSocketUrl(options.url);
  return { client, role, scopes, caps, auth, storage, url, handshakeTimeoutMs };
}
