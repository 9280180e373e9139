/** What the methods for operators take and answer: agents, models, tools, approvals, configuration, log. */

export interface AgentSummary {
  readonly id: string;
  readonly name: string;
  readonly identity: { readonly name: string; readonly emoji?: string; readonly avatar?: string };
  readonly model?: { readonly primary: string };
  readonly workspace: string;
  readonly createdAt?: number;
}

export interface AgentsListResult {
  readonly defaultId: string;
  readonly mainKey: string;
  readonly scope: string;
  readonly agents: readonly AgentSummary[];
}

/** What of an agent can be set. */
export interface AgentSettingsShape {
  /** Absolute. */
  readonly workspace?: string;
  readonly emoji?: string;
  readonly avatar?: string;
}

export interface AgentFileShape {
  readonly name: string;
  readonly path: string;
  readonly missing: boolean;
  readonly size?: number;
  readonly updatedAtMs?: number;
  /** Of one file; not in a list. */
  readonly content?: string;
}

export interface AgentFilesResult {
  readonly agentId: string;
  readonly workspace: string;
  readonly files: readonly AgentFileShape[];
}

export interface AgentFileResult {
  readonly agentId: string;
  readonly workspace: string;
  readonly file: AgentFileShape;
}

export interface AgentIdentityResult {
  readonly agentId: string;
  readonly name: string;
  readonly nameSource: string;
  readonly avatar: string;
  readonly emoji?: string;
}

export interface ModelsListResult {
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly provider: string;
    readonly available: boolean;
    readonly contextWindow?: number;
    readonly input?: readonly string[];
  }[];
}

export interface ToolShape {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly source: string;
  readonly risk?: string;
}

export interface ToolsResult {
  readonly agentId: string;
  /** Of `tools.effective`: the profile in effect. */
  readonly profile?: string;
  /** Of `tools.catalog`: the profiles that there are. */
  readonly profiles?: readonly { readonly id: string; readonly label: string }[];
  readonly groups: readonly {
    readonly id: string;
    readonly label: string;
    readonly tools: readonly ToolShape[];
  }[];
}

export interface ToolInvokeResult {
  readonly ok: boolean;
  readonly toolName: string;
  readonly source: string;
  readonly output?: {
    readonly content: readonly { readonly type: string; readonly text?: string }[];
    readonly details?: unknown;
  };
  readonly error?: { readonly code: string; readonly message: string };
}

export type ApprovalDecisionName = 'allow-once' | 'allow-always' | 'deny';

/** A command that waits for a person; also the payload of `exec.approval.requested`. */
export interface PendingApprovalShape {
  readonly id: string;
  readonly request: {
    readonly command: string;
    readonly cwd: string;
    readonly agentId: string;
    readonly sessionKey: string;
    readonly runId: string;
    readonly toolCallId: string;
    readonly allowedDecisions: readonly ApprovalDecisionName[];
  };
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** The payload of `exec.approval.resolved`. */
export interface ResolvedApprovalShape {
  readonly id: string;
  readonly decision: ApprovalDecisionName;
  /** The decision, or `expired`, `aborted`. */
  readonly reason: string;
  readonly resolvedBy: string | null;
  readonly ts: number;
  readonly request: PendingApprovalShape['request'];
}

/** The rules for commands of agents: what may run, and when a person is asked. */
export interface ExecRulesShape {
  readonly security?: 'deny' | 'allowlist' | 'full' | undefined;
  readonly ask?: 'off' | 'on-miss' | 'always' | undefined;
}

/** The file of `exec.approvals.get` and `.set`. */
export interface ExecApprovalsShape {
  readonly version: 1;
  readonly defaults: ExecRulesShape;
  readonly agents: Readonly<
    Record<string, ExecRulesShape & { readonly allowlist: readonly { readonly pattern: string }[] }>
  >;
}

export interface ExecApprovalsResult {
  readonly path: string;
  readonly exists: boolean;
  /** For `baseHash` of the next change. */
  readonly hash: string;
  readonly file: ExecApprovalsShape;
  /** The rules of agents that have none of their own. */
  readonly resolvedDefaults: Required<ExecRulesShape>;
}

export interface ConfigGetResult {
  readonly path: string;
  readonly exists: boolean;
  /** The file's text, with a marker in the place of secrets. */
  readonly raw: string;
  readonly parsed: unknown;
  /** What is in effect, with defaults. */
  readonly config: unknown;
  readonly valid: boolean;
  /** What is wrong with the file. */
  readonly issues: readonly { readonly path: string; readonly message: string }[];
  /** For `baseHash` of the next change. */
  readonly hash: string;
}

export interface ConfigChangeParams {
  /** YAML or JSON: all of the file for `config.set`, what changes for `config.patch`. */
  readonly raw: string;
  readonly baseHash?: string;
}

export interface ConfigChangedResult {
  readonly ok: true;
  readonly path: string;
  readonly config: unknown;
  readonly hash: string;
  /** Paths. */
  readonly changed: readonly string[];
  /** Whether some of it takes effect at the next start only. */
  readonly restartRequired: boolean;
  /** What has changed since the start and waits for the next one. */
  readonly restartPaths: readonly string[];
}

export interface LogsTailParams {
  /** Bytes: what came after. Default: the last lines. */
  readonly cursor?: number;
  readonly limit?: number;
  readonly maxBytes?: number;
}

export interface LogsTailResult {
  readonly file: string;
  /** For the next call. */
  readonly cursor: number;
  readonly size: number;
  readonly lines: readonly string[];
  /** Lines before these were left out. */
  readonly truncated: boolean;
  /** The file is another one now. */
  readonly reset: boolean;
}

export interface AuditListParams {
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly runId?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface AuditListResult {
  /** Newest first. */
  readonly events: readonly {
    readonly eventId: string;
    readonly occurredAt: number;
    readonly kind: string;
    readonly action: string;
    readonly status: 'succeeded' | 'blocked' | 'failed';
    readonly actor: { readonly type: string; readonly id: string };
    readonly target?: string;
    /** Of a tool: which one, and where. */
    readonly toolName?: string;
    readonly agentId?: string;
    readonly sessionKey?: string;
  }[];
  readonly nextCursor?: string;
}

/** What is known of one plugin. */
export interface PluginShape {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly kinds: readonly string[];
  readonly enabled: boolean;
  readonly status: 'ready' | 'degraded' | 'failed' | 'off' | 'disabled' | 'broken';
  /** What went wrong, or why it is disabled. */
  readonly error?: string;
  /** What an operator should know though nothing is wrong. */
  readonly remarks?: readonly string[];
  /** What it stands in for: `memory`, `contextEngine`. */
  readonly slots: readonly string[];
}

/** A {@link PluginShape} with what `plugins.inspect` tells besides. */
export interface PluginReportShape extends PluginShape {
  readonly folder: string;
  /** Names of what it has registered, by kind: `tools`, `routes`. */
  readonly offers: Readonly<Record<string, readonly string[]>>;
}
