import type { Clock, Ids } from '@homarus/base';

import type { Caller } from '../auth.ts';
import type { AuditRow } from './admin-store.ts';

/** One thing that was done or refused. */
export interface AuditEvent {
  /** Default: the caller's own account. */
  readonly accountId?: string;
  readonly action: string;
  readonly target: string;
  /** Default `ok`. */
  readonly outcome?: AuditRow['outcome'];
}

/** Writes down for one request who did what. */
export type ToAuditRow = (event: AuditEvent) => AuditRow;

export interface AuditContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly caller: Caller;
  readonly requestId: string;
}

/** Longer targets are cut: they may hold what a caller sent. */
const maxTargetChars = 512;

export function createToAuditRow({ clock, ids, caller, requestId }: AuditContext): ToAuditRow {
  return ({ accountId = caller.accountId, action, target, outcome = 'ok' }) => ({
    id: ids.next('audit'),
    accountId,
    at: clock.now(),
    actor: caller.actor,
    action,
    target: target.slice(0, maxTargetChars),
    outcome,
    requestId,
  });
}

/** What calls are written down though they change no account, user or key: by the end of their path. */
const auditedPaths: ReadonlySet<string> = new Set(['export', 'import', 'repair', 'reembed']);

/** The action under which a successful call is written down; undefined when it is not. */
export function auditedAction(method: string, path: string): string | undefined {
  const [area = '', ...rest] = path.split('/').filter((part) => part !== '');
  if (area === 'admin') return undefined;
  if (method === 'DELETE') return `${area}.delete`;
  const last = rest.at(-1) ?? area;
  return method === 'POST' && auditedPaths.has(last) ? `memory.${last}` : undefined;
}
