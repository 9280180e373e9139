export type ExecApprovalDecision = 'allow-once' | 'allow-always' | 'deny';

/** A command that waits for a person: an item of `exec.approval.list`, and the payload of `exec.approval.requested`. */
export interface PendingExecApproval {
  readonly id: string;
  readonly request: {
    readonly command: string;
    readonly cwd: string;
    readonly agentId: string;
    readonly sessionKey: string;
    readonly runId: string;
    readonly toolCallId: string;
    readonly allowedDecisions: readonly ExecApprovalDecision[];
  };
  readonly createdAtMs: number;
  /** From then on it is denied. */
  readonly expiresAtMs: number;
}

/** The payload of `exec.approval.resolved`. */
export interface ExecApprovalResolved {
  readonly id: string;
  readonly decision: ExecApprovalDecision;
  /** The decision, or why there is none. */
  readonly reason: ExecApprovalDecision | 'expired' | 'aborted';
  readonly resolvedBy: string | null;
}
