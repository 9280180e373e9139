import type { Clock } from '@homarus/base';
import * as v from 'valibot';

import { approvalDecisions } from '../../approvals/approval.ts';
import type { Approvals } from '../../approvals/approvals.ts';
import { ExecApprovalsFile } from '../../approvals/exec-approvals-file.ts';
import type {
  ExecApprovalsSnapshot,
  ExecApprovalsStore,
} from '../../approvals/exec-approvals-file.ts';
import { actorOf, noteCall } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import type { Agents } from '../../agents.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { approvalRecordMethods } from './approval-records.ts';
import { requestMethod, toDecision } from './request-method.ts';

export interface ApprovalsMethodsDeps {
  readonly agents: Agents;
  readonly approvals: Approvals;
  readonly store: ExecApprovalsStore;
  readonly audit: AuditTrail;
  readonly clock: Pick<Clock, 'now'>;
}

const ById = v.object({ id: v.pipe(v.string(), v.minLength(1)) });

/** `exec.approval.*`: commands that wait for a person; `exec.approvals.*`: the rules. */
export function approvalsMethods(deps: ApprovalsMethodsDeps): readonly GatewayMethod[] {
  const { approvals, clock } = deps;
  return [
    requestMethod(deps),
    ...questionMethods(deps),
    ...approvalRecordMethods(approvals, () => clock.now()),
    ...rulesMethods(deps),
  ];
}

function questionMethods({ approvals }: ApprovalsMethodsDeps): readonly GatewayMethod[] {
  const scope = 'operator.approvals';
  return [
    defineMethod({
      name: 'exec.approval.list',
      scope,
      params: v.object({}),
      handle: () => approvals.list(),
    }),
    defineMethod({
      name: 'exec.approval.get',
      scope,
      params: ById,
      handle: ({ id }) => {
        const { request, expiresAtMs } = approvals.require(id);
        const { command, allowedDecisions, agentId } = request;
        return {
          id,
          commandText: command,
          allowedDecisions,
          host: 'gateway',
          agentId,
          expiresAtMs,
        };
      },
    }),
    defineMethod({
      name: 'exec.approval.resolve',
      scope,
      params: v.object({ ...ById.entries, decision: v.picklist(approvalDecisions) }),
      handle: ({ id, decision }, { caller }) => {
        approvals.resolve(id, decision, actorOf(caller));
        return { ok: true };
      },
    }),
    defineMethod({
      name: 'exec.approval.waitDecision',
      scope,
      params: ById,
      handle: async ({ id }) => {
        const { approval, outcome } = await approvals.wait(id);
        const { createdAtMs, expiresAtMs } = approval;
        return { id, decision: toDecision(outcome), createdAtMs, expiresAtMs };
      },
    }),
  ];
}

function rulesMethods({ store, audit }: ApprovalsMethodsDeps): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'exec.approvals.get',
      scope: 'operator.admin',
      params: v.object({}),
      handle: async () => toRules(await store.read()),
    }),
    defineMethod({
      name: 'exec.approvals.set',
      scope: 'operator.admin',
      params: v.object({ file: ExecApprovalsFile, baseHash: v.optional(v.string()) }),
      handle: async ({ file, baseHash }, call) => {
        const snapshot = await store.write(file, baseHash);
        await noteCall(audit, call, { action: 'exec.approvals.set', target: snapshot.path });
        return toRules(snapshot);
      },
    }),
  ];
}

function toRules(snapshot: ExecApprovalsSnapshot): object {
  const { security = 'deny', ask = 'off' } = snapshot.file.defaults;
  const resolvedDefaults = { security, ask, askFallback: 'deny', autoAllowSkills: false };
  return { ...snapshot, resolvedDefaults };
}
