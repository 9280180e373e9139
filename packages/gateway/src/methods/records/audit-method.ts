import * as v from 'valibot';

import type { AuditTrail, GatewayAuditRow } from '../../audit/audit-trail.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';

const maxLimit = 500;
/** Rows read for one page when a filter passes most of them over. */
const maxScanned = 5000;

const Params = v.object({
  agentId: v.optional(v.string()),
  sessionKey: v.optional(v.string()),
  runId: v.optional(v.string()),
  kind: v.optional(v.string()),
  status: v.optional(v.string()),
  after: v.optional(v.number()),
  before: v.optional(v.number()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxLimit)), 100),
  cursor: v.optional(v.string()),
});

type Filter = v.InferOutput<typeof Params>;

/** `audit.list`: newest first; `nextCursor` is there when there is more. */
export function auditMethod(audit: AuditTrail): GatewayMethod {
  return defineMethod({
    name: 'audit.list',
    scope: 'operator.read',
    params: Params,
    handle: async (filter) => {
      const events: AuditEvent[] = [];
      let last = filter.cursor;
      for (let scanned = 0; scanned < maxScanned; scanned += maxLimit) {
        const rows = await audit.list({ limit: maxLimit, beforeId: last });
        for (const row of rows) {
          last = row.id;
          const event = toEvent(row);
          if (fits(event, filter)) events.push(event);
          if (events.length === filter.limit) return { events, nextCursor: last };
        }
        if (rows.length < maxLimit) return { events };
      }
      return { events, nextCursor: last };
    },
  });
}

interface AuditEvent {
  readonly eventId: string;
  /** The instant; ids order what has the same one. */
  readonly sequence: number;
  readonly sourceSequence: number;
  readonly occurredAt: number;
  readonly kind: 'tool_action' | 'gateway_action';
  readonly action: string;
  readonly status: 'succeeded' | 'blocked' | 'failed';
  readonly actor: { readonly type: string; readonly id: string };
  readonly redaction: 'metadata_only';
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly runId?: string;
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly target?: string;
}

const statuses = { ok: 'succeeded', denied: 'blocked', failed: 'failed' } as const;

function toEvent(row: GatewayAuditRow): AuditEvent {
  const [type = 'system', id = type] = row.actor.split(/:(.*)/su);
  const base = {
    eventId: row.id,
    sequence: row.at,
    sourceSequence: row.at,
    occurredAt: row.at,
    status: statuses[row.outcome],
    actor: { type, id },
    redaction: 'metadata_only',
  } as const;
  const toolName = /^tool\.(.+)$/u.exec(row.action)?.[1];
  if (toolName === undefined) {
    return { ...base, kind: 'gateway_action', action: row.action, target: row.target };
  }
  const [runId = '', toolCallId = ''] = row.requestId.split('/');
  const action = 'tool.action.finished';
  return {
    ...base,
    kind: 'tool_action',
    action,
    agentId: id,
    sessionKey: row.target,
    runId,
    toolCallId,
    toolName,
  };
}

function fits(event: AuditEvent, filter: Filter): boolean {
  const { after = 0, before = Number.MAX_SAFE_INTEGER } = filter;
  const same = ['agentId', 'sessionKey', 'runId', 'kind', 'status'] as const;
  return (
    event.occurredAt > after &&
    event.occurredAt < before &&
    same.every((field) => filter[field] === undefined || filter[field] === event[field])
  );
}
