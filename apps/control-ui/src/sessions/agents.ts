import type { AgentSummary } from '@homarus/protocol';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';

/** Who can be spoken to. */
export interface Agents {
  readonly all: ReadonlySignal<readonly AgentSummary[]>;
  readonly defaultId: ReadonlySignal<string>;
  /** After agents came, went or changed. */
  reload(): Promise<void>;
}

export function createAgents(gateway: Gateway): Agents {
  const all = signal<readonly AgentSummary[]>([]);
  const defaultId = signal('main');
  const reload = async (): Promise<void> => {
    const list = await gateway.client.value.call('agents.list');
    all.value = list.agents;
    defaultId.value = list.defaultId;
  };
  gateway.onConnected(reload);
  return { all, defaultId, reload };
}

/** How an agent is called in lists: with its emoji where it has one. */
export function nameOfAgent({ name, identity }: AgentSummary): string {
  return identity.emoji === undefined ? name : `${identity.emoji} ${name}`;
}
