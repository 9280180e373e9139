import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { AuditTrail } from '../audit/audit-trail.ts';
import type { AskApproval } from '../tools/exec/exec.ts';
import type { ApprovalOutcome } from './approval.ts';
import type { Approvals } from './approvals.ts';
import type { ExecRules } from './exec-rules.ts';

export interface AskApprovalDeps {
  readonly approvals: Approvals;
  readonly rules: ExecRules;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** Asks a person for each command, heeds what they say, and writes it down. */
export function createAskApproval({
  approvals,
  rules,
  audit,
  clock,
}: AskApprovalDeps): AskApproval {
  return async ({ command, cwd, context }) => {
    const { agentId, sessionKey, runId, toolCallId, signal } = context;
    const { text, words } = command;
    const asked = {
      command: text,
      commandArgv: words,
      cwd,
      agentId,
      sessionKey,
      runId,
      toolCallId,
    };
    const outcome = await approvals.ask(asked, signal);
    const isAllowed = outcome.decision === 'allow-once' || outcome.decision === 'allow-always';
    if (outcome.decision === 'allow-always' && words !== undefined) {
      await rules.allowAlways(agentId, words, clock.now());
    }
    await audit.note({
      actor: outcome.resolvedBy ?? 'system',
      action: `approval.${outcome.decision}`,
      target: `agent:${agentId} exec ${text}`,
      outcome: isAllowed ? 'ok' : 'denied',
      requestId: `${runId}/${toolCallId}`,
    });
    if (!isAllowed) throw new AppError('forbidden', refusals[outcome.decision]);
  };
}

const refusals: Readonly<Record<Exclude<ApprovalOutcome['decision'], `allow-${string}`>, string>> =
  {
    deny: 'A person refused this command. Do not try it again in another form; ask them.',
    expired: 'Nobody allowed this command in time, so it was not run.',
    aborted: 'The turn ended before anybody allowed this command, so it was not run.',
  };
