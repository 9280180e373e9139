import { errorText } from '@homarus/base';
import type { Clock, Ids, Logger } from '@homarus/base';

/** One line of the audit log: who did what to what, and how it ended. Never changed, never deleted. */
export interface GatewayAuditRow {
  /** `aud_...`; sorts by time. */
  readonly id: string;
  readonly accountId: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** `agent:<id>`, `device:<id>`, `client:<id>`, `address:<ip>` of a stranger, `system`. */
  readonly actor: string;
  /** `tool.<name>`, `connect`, `approval.resolve`, `config.patch`, `agents.create`. */
  readonly action: string;
  /** What it was done to: a session key, the id of an agent, paths of the configuration. */
  readonly target: string;
  readonly outcome: 'ok' | 'denied' | 'failed';
  /** Of a tool `<runId>/<toolCallId>`, of a method the id of its connection. */
  readonly requestId: string;
}

export interface GatewayAuditPage {
  readonly limit?: number | undefined;
  /** Only rows before the one with this id. */
  readonly beforeId?: string | undefined;
}

/** Where the audit log is kept; newest first. Rejects with `unavailable` when it cannot be reached. */
export interface GatewayAuditStore {
  appendAudit(row: GatewayAuditRow): Promise<void>;
  listAudit(accountId: string, page?: GatewayAuditPage): Promise<readonly GatewayAuditRow[]>;
}

export type AuditNote = Omit<GatewayAuditRow, 'id' | 'accountId' | 'at'>;

export interface AuditTrail {
  /** Writes down what was done. Never rejects: what cannot be written stands in the log as an error. */
  note(note: AuditNote): Promise<void>;
  list(page: GatewayAuditPage): Promise<readonly GatewayAuditRow[]>;
}

/** Longer targets are cut: they may hold what a caller sent. */
const maxTargetChars = 512;

export function createAuditTrail(
  {
    store,
    clock,
    ids,
    log,
  }: {
    readonly store: GatewayAuditStore;
    readonly clock: Clock;
    readonly ids: Ids;
    readonly log: Logger;
  },
  accountId: string,
): AuditTrail {
  return {
    async note(note) {
      const target = note.target.slice(0, maxTargetChars);
      const row = { ...note, target, id: ids.next('audit'), accountId, at: clock.now() };
      try {
        await store.appendAudit(row);
      } catch (error) {
        log.error('An audit row could not be written', { row, reason: errorText(error) });
      }
    },
    list: (page) => store.listAudit(accountId, page),
  };
}
