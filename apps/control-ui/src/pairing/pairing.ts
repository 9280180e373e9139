import type { DevicePairRequest } from '@homarus/protocol';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';

/** Devices that wait to be let in by this person, oldest first. */
export interface Pairing {
  readonly waiting: ReadonlySignal<readonly DevicePairRequest[]>;
  decide(requestId: string, decision: 'approve' | 'reject'): Promise<void>;
}

export function createPairing(gateway: Gateway): Pairing {
  const waiting = signal<readonly DevicePairRequest[]>([]);
  const without = (id: string) => waiting.value.filter(({ requestId }) => requestId !== id);

  gateway.on('device.pair.requested', (request) => {
    waiting.value = [...without(request.requestId), request];
  });
  gateway.on('device.pair.resolved', ({ requestId }) => {
    waiting.value = without(requestId);
  });
  gateway.onConnected(async () => {
    if (!gateway.methods.value.has('device.pair.list')) return;
    const { pending } = await gateway.client.value.call('device.pair.list');
    waiting.value = pending;
  });

  return {
    waiting,
    async decide(requestId, decision) {
      await gateway.client.value.call(`device.pair.${decision}`, { requestId });
      waiting.value = without(requestId);
    },
  };
}
