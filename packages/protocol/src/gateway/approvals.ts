import * as v from 'valibot';

import { listOf, textOf, wholeNumber } from '../schemas.ts';

const Text = textOf({ max: 100_000 });
const Id = textOf({ min: 1, max: 256 });
const Words = listOf(Text, { max: 1000 });
const given = { cwd: v.nullish(Text), agentId: v.nullish(Id), sessionKey: v.nullish(Id) };

/** The command as `command`, as `commandArgv`, or as the `systemRunPlan` that OpenClaw's nodes send. */
export const ExecApprovalRequestParams = v.object({
  /** Default: a new one. */
  id: v.optional(Id),
  command: v.optional(Text),
  commandArgv: v.optional(Words),
  systemRunPlan: v.optional(v.object({ argv: Words, commandText: Text, ...given })),
  ...given,
  runId: v.nullish(Id),
  toolCallId: v.nullish(Id),
  unavailableDecisions: v.optional(listOf(v.literal('allow-always'), { max: 1 }), []),
  /** Default and at most: that of the gateway. */
  timeoutMs: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  /** Answers twice: first that the question waits. */
  twoPhase: v.optional(v.boolean(), false),
});

/** The first answer of two has no `decision`; null is nobody's. */
export interface ExecApprovalRequestResult {
  readonly id: string;
  readonly status?: 'accepted';
  readonly decision?: 'allow-once' | 'allow-always' | 'deny' | null;
  readonly createdAtMs: number;
  /** From then on it is denied. */
  readonly expiresAtMs: number;
}
