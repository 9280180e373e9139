import type { ApprovalDecisionName, PendingApprovalShape } from '@homarus/protocol';
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';

/** Commands that wait for a person to allow them, oldest first. */
export interface Approvals {
  readonly waiting: ReadonlySignal<readonly PendingApprovalShape[]>;
  decide(id: string, decision: ApprovalDecisionName): Promise<void>;
}

export function createApprovals(gateway: Gateway): Approvals {
  const waiting = signal<readonly PendingApprovalShape[]>([]);
  const without = (id: string) => waiting.value.filter((approval) => approval.id !== id);

  gateway.on('exec.approval.requested', (approval) => {
    waiting.value = [...without(approval.id), approval];
  });
  gateway.on('exec.approval.resolved', ({ id }) => {
    waiting.value = without(id);
  });
  gateway.onConnected(async () => {
    if (!gateway.methods.value.has('exec.approval.list')) return;
    waiting.value = await gateway.client.value.call('exec.approval.list');
  });

  return {
    waiting,
    async decide(id, decision) {
      await gateway.client.value.call('exec.approval.resolve', { id, decision });
      waiting.value = without(id);
    },
  };
}
