import { AppError } from '@homarus/base';
import { ExecApprovalRequestParams } from '@homarus/protocol';
import { mainSessionKey } from '@homarus/sessions';
import type * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import type { ApprovalOutcome, ApprovalQuestion } from '../../approvals/approval.ts';
import type { Approvals } from '../../approvals/approvals.ts';
import { actorOf } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';

export interface RequestMethodDeps {
  readonly agents: Agents;
  readonly approvals: Approvals;
  readonly audit: AuditTrail;
}

/**
 * `exec.approval.request`: a program asks people about a command that it is going to run itself. It
 * keeps a decision for always by itself too. The question ends with its connection.
 */
export function requestMethod({ agents, approvals, audit }: RequestMethodDeps): GatewayMethod {
  return defineMethod({
    name: 'exec.approval.request',
    scope: 'operator.approvals',
    params: ExecApprovalRequestParams,
    handle: async (params, { caller, signal, acknowledge }) => {
      const question = toQuestion(params, agents.byDefault.id);
      let facts = {};
      const outcome = await approvals.ask(question, signal, {
        id: params.id,
        timeoutMs: params.timeoutMs,
        onAsked({ id, createdAtMs, expiresAtMs }) {
          facts = { id, createdAtMs, expiresAtMs };
          if (params.twoPhase) acknowledge({ status: 'accepted', ...facts });
        },
      });
      const decision = toDecision(outcome);
      await audit.note({
        actor: outcome.resolvedBy ?? 'system',
        action: `approval.${outcome.decision}`,
        target: `${actorOf(caller)} exec ${question.command}`,
        outcome: decision === null || decision === 'deny' ? 'denied' : 'ok',
        requestId: caller.connId,
      });
      return { ...facts, decision };
    },
  });
}

/** Null when nobody decided. */
export function toDecision({ decision }: ApprovalOutcome): string | null {
  return decision === 'expired' || decision === 'aborted' ? null : decision;
}

type Params = v.InferOutput<typeof ExecApprovalRequestParams>;

function toQuestion(params: Params, defaultAgentId: string): ApprovalQuestion {
  const given = present({ ...present(params), ...fromPlan(params) });
  const { cwd = '', runId = '', toolCallId = '', agentId = defaultAgentId } = given;
  const { commandArgv, command = commandArgv?.join(' ') ?? '' } = given;
  if (command.trim() === '') {
    throw new AppError('invalid_request', 'command: expected the command that is to be run.', {
      details: { path: 'command' },
    });
  }
  const canLast = !params.unavailableDecisions.includes('allow-always');
  return {
    command,
    commandArgv: canLast ? commandArgv : undefined,
    cwd,
    agentId,
    sessionKey: given.sessionKey ?? mainSessionKey(agentId),
    runId,
    toolCallId,
  };
}

/** What a node is going to run; it goes before the other fields. */
function fromPlan({ systemRunPlan: plan }: Params) {
  if (plan === undefined) return {};
  const { argv: commandArgv, commandText: command, cwd, agentId, sessionKey } = plan;
  return present({ commandArgv, command, cwd, agentId, sessionKey });
}

type Present<T extends object> = { readonly [K in keyof T]?: NonNullable<T[K]> };

function present<T extends object>(given: T): Present<T> {
  const entries = Object.entries(given).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(entries) as Present<T>;
}
