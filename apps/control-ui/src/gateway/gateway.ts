import type { HealthIssue } from '@homarus/base';
import { createGatewayClient, webTokenStorage } from '@homarus/sdk';
import type { ClientAuth, ClientState, DeviceIdentity, GatewayClient } from '@homarus/sdk';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import { toAuth } from './secret.ts';
import type { Secret } from './secret.ts';
import { createSwitchableClient } from './switchable-client.ts';

/** How the gateway says it is. */
export interface HealthFacts {
  readonly status: 'healthy' | 'degraded';
  readonly issues: readonly HealthIssue[];
}

/** The gateway, as all parts of the page see it. */
export interface Gateway {
  readonly client: ReadonlySignal<GatewayClient>;
  readonly state: ReadonlySignal<ClientState>;
  readonly health: ReadonlySignal<HealthFacts>;
  /** Of this browser; undefined while it is not known, and where there is none. */
  readonly deviceId: ReadonlySignal<string | undefined>;
  /** The methods that it offers; empty until the first connection. */
  readonly methods: ReadonlySignal<ReadonlySet<string>>;
  /** Connects with another secret: the form. */
  signIn(secret: string): void;
  /** Listens to events, also of a client that takes the place of this one after another sign-in. */
  on: GatewayClient['on'];
  /**
   * Runs at each connection, and whenever events were missed: to subscribe, and to read what is
   * shown. What fails is tried again at the next connection.
   */
  onConnected(refresh: () => Promise<void>): void;
}

export interface GatewayDeps {
  /** `http://127.0.0.1:18789/` */
  readonly url: string;
  /** Undefined where the browser has no identity to prove. */
  readonly device: Promise<DeviceIdentity | undefined>;
  readonly secret: Secret;
  /** Where the device's own token is kept. */
  readonly storage: Storage;
}

export function createGateway(deps: GatewayDeps): Gateway {
  const { secret, device } = deps;
  let mode: 'token' | 'password' = 'token';
  const refreshes: (() => Promise<void>)[] = [];
  const state = signal<ClientState>({ status: 'connecting', attempt: 1 });
  const health = signal<HealthFacts>({ status: 'healthy', issues: [] });
  const methods = signal<ReadonlySet<string>>(new Set());
  const deviceId = signal<string | undefined>(undefined);
  void device.then((known) => {
    deviceId.value = known?.deviceId;
  });

  const refreshAll = (): void => {
    for (const refresh of refreshes) void refresh().catch(() => undefined);
  };
  const { client, on, start, replace } = createSwitchableClient(() =>
    openClient(deps, toAuth(secret.value, mode)),
  );
  on('state', (next) => {
    state.value = next;
    if (next.status === 'connected') {
      methods.value = new Set(next.hello.features.methods);
      refreshAll();
    }
    if (next.status === 'refused' && next.problem.code.startsWith('AUTH_PASSWORD'))
      mode = 'password';
  });
  on('health', (next) => {
    health.value = next;
  });
  on('gap', ({ reason }) => {
    if (reason === 'sequence') refreshAll();
  });
  refreshes.push(async () => {
    health.value = await client.value.call('health');
  });
  // After the parts of the page have said what they listen to.
  queueMicrotask(start);

  return {
    client,
    state,
    health,
    deviceId,
    methods,
    on,
    signIn(value) {
      secret.set(value, { isKept: deviceId.value === undefined });
      replace();
    },
    onConnected(refresh) {
      refreshes.push(refresh);
    },
  };
}

function openClient({ url, device, storage }: GatewayDeps, auth: ClientAuth): GatewayClient {
  return createGatewayClient({
    url,
    client: {
      id: 'openclaw-control-ui',
      displayName: 'Homarus',
      version: '0.1.0',
      platform: 'web',
      mode: 'webchat',
    },
    caps: ['tool-events'],
    auth,
    device,
    storage: webTokenStorage(storage),
  });
}
