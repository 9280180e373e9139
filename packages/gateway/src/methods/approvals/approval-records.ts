import * as v from 'valibot';

import { approvalDecisions } from '../../approvals/approval.ts';
import type { ApprovalDecision, PendingApproval } from '../../approvals/approval.ts';
import type { Approvals } from '../../approvals/approvals.ts';
import { actorOf } from '../../audit/actor.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';

const Id = v.pipe(v.string(), v.minLength(1));

/**
 * `approval.get` and `approval.resolve`: the questions of `exec.approval.*` as OpenClaw's later clients
 * ask for them. One that does not wait any more is `not_found`.
 */
export function approvalRecordMethods(
  approvals: Approvals,
  now: () => number,
): readonly GatewayMethod[] {
  const scope = 'operator.approvals';
  return [
    defineMethod({
      name: 'approval.get',
      scope,
      params: v.object({ id: Id }),
      handle: ({ id }) => ({ approval: { ...toRecord(approvals.require(id)), status: 'pending' } }),
    }),
    defineMethod({
      name: 'approval.resolve',
      scope,
      params: v.object({
        id: Id,
        kind: v.optional(v.literal('exec'), 'exec'),
        decision: v.picklist(approvalDecisions),
      }),
      handle: ({ id, decision }, { caller }) => {
        const approval = approvals.resolve(id, decision, actorOf(caller));
        const resolved = { resolvedAtMs: now(), resolver: toResolver(caller), reason: 'user' };
        return {
          applied: true,
          approval: { ...toRecord(approval), ...resolved, ...toOutcome(decision) },
        };
      },
    }),
  ];
}

function toRecord({ id, request, createdAtMs, expiresAtMs }: PendingApproval) {
  const { command: commandText, agentId, allowedDecisions } = request;
  return {
    id,
    urlPath: '/#/approvals',
    createdAtMs,
    expiresAtMs,
    presentation: { kind: 'exec', commandText, host: 'gateway', agentId, allowedDecisions },
  };
}

function toResolver({ deviceId, client }: Caller) {
  return deviceId === undefined
    ? { kind: 'runtime', id: client.id }
    : { kind: 'device', id: deviceId };
}

function toOutcome(decision: ApprovalDecision) {
  return { status: decision === 'deny' ? 'denied' : 'allowed', decision };
}
