import { randomUUID } from 'node:crypto';

import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { EventHub } from '../rpc/event-hub.ts';
import { approvalDecisions } from './approval.ts';
import type {
  ApprovalDecision,
  ApprovalOutcome,
  ApprovalQuestion,
  EndedApproval,
  PendingApproval,
} from './approval.ts';
import { createRecentApprovals } from './recent-approvals.ts';

/** Of one question. */
export interface ApprovalOptions {
  /** Default: a new one. */
  readonly id?: string | undefined;
  /** Default: that of all questions, which it cannot exceed. */
  readonly timeoutMs?: number | undefined;
  /** Called at once, with the question as people see it. */
  readonly onAsked?: (approval: PendingApproval) => void;
}

/**
 * Questions to people. They live as long as the process: those that wait when it ends are gone with
 * it, and so is the turn that asked.
 */
export interface Approvals {
  /**
   * Asks, and waits for the end: a decision, the time limit, or the signal. Rejects only with
   * `conflict`, for an id that waits already.
   */
  ask(
    question: ApprovalQuestion,
    signal: AbortSignal,
    options?: ApprovalOptions,
  ): Promise<ApprovalOutcome>;
  /** What waits, oldest first. */
  list(): readonly PendingApproval[];
  /** `not_found` for one that does not wait. */
  require(id: string): PendingApproval;
  /** Throws `not_found` when it does not wait, `invalid_request` for a decision it does not allow. */
  resolve(id: string, decision: ApprovalDecision, resolvedBy: string): PendingApproval;
  /**
   * Waits for the end; at once for one that has ended within the last five minutes, of the latest 500.
   * `not_found` for any other.
   */
  wait(id: string): Promise<EndedApproval>;
}

interface Waiting {
  readonly approval: PendingApproval;
  readonly outcome: PromiseWithResolvers<ApprovalOutcome>;
}

const audience = { to: 'scope', scope: 'operator.approvals' } as const;

export function createApprovals(
  { clock, hub }: { readonly clock: Clock; readonly hub: EventHub },
  options: { readonly timeoutMs: number },
): Approvals {
  const waiting = new Map<string, Waiting>();
  const recent = createRecentApprovals(clock);
  const require = (id: string): Waiting => waiting.get(id) ?? failUnknown(id);
  const end = ({ approval, outcome }: Waiting, ended: ApprovalOutcome): void => {
    if (!waiting.delete(approval.id)) return;
    recent.keep({ approval, outcome: ended });
    outcome.resolve(ended);
    hub.publish('exec.approval.resolved', toResolved(approval, ended, clock.now()), { audience });
  };
  const open = (question: ApprovalQuestion, { id = randomUUID(), timeoutMs }: ApprovalOptions) => {
    if (waiting.has(id)) failTaken(id);
    const createdAtMs = clock.now();
    const limitMs = Math.min(timeoutMs ?? options.timeoutMs, options.timeoutMs);
    const approval = toPending(question, { id, createdAtMs, expiresAtMs: createdAtMs + limitMs });
    const one = { approval, outcome: Promise.withResolvers<ApprovalOutcome>() };
    waiting.set(approval.id, one);
    hub.publish('exec.approval.requested', approval, { audience });
    return one;
  };
  return {
    async ask(question, signal, given = {}) {
      const one = open(question, given);
      given.onAsked?.(one.approval);
      const over = new AbortController();
      const onAbort = (): void => end(one, { decision: 'aborted', resolvedBy: undefined });
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
      const { createdAtMs, expiresAtMs } = one.approval;
      clock.sleep(expiresAtMs - createdAtMs, { signal: over.signal }).then(
        () => end(one, { decision: 'expired', resolvedBy: undefined }),
        () => undefined,
      );
      try {
        return await one.outcome.promise;
      } finally {
        signal.removeEventListener('abort', onAbort);
        over.abort();
      }
    },
    list: () => Array.from(waiting.values(), ({ approval }) => approval),
    require: (id) => require(id).approval,
    resolve(id, decision, resolvedBy) {
      const one = require(id);
      requireAllowed(decision, one.approval.request.allowedDecisions);
      end(one, { decision, resolvedBy });
      return one.approval;
    },
    async wait(id) {
      const ended = waiting.has(id) ? undefined : recent.get(id);
      if (ended !== undefined) return ended;
      const { approval, outcome } = require(id);
      return { approval, outcome: await outcome.promise };
    },
  };
}

function toPending(
  question: ApprovalQuestion,
  facts: Omit<PendingApproval, 'request'>,
): PendingApproval {
  const isLasting = question.commandArgv !== undefined;
  const allowedDecisions = approvalDecisions.filter((one) => isLasting || one !== 'allow-always');
  return { ...facts, request: { ...question, allowedDecisions } };
}

/** For clients, everything that is not allowed is denied; `reason` says which it was. */
function toResolved({ id, request }: PendingApproval, ended: ApprovalOutcome, ts: number): object {
  const { decision: reason, resolvedBy = null } = ended;
  const decision = reason === 'expired' || reason === 'aborted' ? 'deny' : reason;
  return { id, decision, reason, resolvedBy, ts, request };
}

function requireAllowed(decision: ApprovalDecision, allowed: readonly ApprovalDecision[]): void {
  if (allowed.includes(decision)) return;
  throw new AppError(
    'invalid_request',
    `decision: a command that needs a shell cannot be allowed for always; choose ${allowed.join(' or ')}.`,
    { details: { path: 'decision', allowed } },
  );
}

function failTaken(id: string): never {
  throw new AppError('conflict', `id: an approval '${id}' waits already; choose another id.`, {
    details: { path: 'id' },
  });
}

function failUnknown(id: string): never {
  throw new AppError(
    'not_found',
    `id: no approval '${id}' waits; it was decided, has expired, or the process that asked has ended.`,
    { details: { path: 'id' } },
  );
}
