export const approvalDecisions = ['allow-once', 'allow-always', 'deny'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

/** What is asked. */
export interface ApprovalQuestion {
  readonly command: string;
  /** Undefined for a command that needs a shell: nobody can allow such a one for always. */
  readonly commandArgv: readonly string[] | undefined;
  readonly cwd: string;
  readonly agentId: string;
  readonly sessionKey: string;
  readonly runId: string;
  readonly toolCallId: string;
}

/** A question that waits for a person. */
export interface PendingApproval {
  readonly id: string;
  readonly request: ApprovalQuestion & { readonly allowedDecisions: readonly ApprovalDecision[] };
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  /** From then on it is denied. */
  readonly expiresAtMs: number;
}

/** How a question ended; `resolvedBy` is undefined when nobody did. */
export interface ApprovalOutcome {
  readonly decision: ApprovalDecision | 'expired' | 'aborted';
  readonly resolvedBy: string | undefined;
}

export interface EndedApproval {
  readonly approval: PendingApproval;
  readonly outcome: ApprovalOutcome;
}
