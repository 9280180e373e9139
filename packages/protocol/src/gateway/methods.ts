import type {
  AgentParams,
  AgentWaitParams,
  ChatAbortParams,
  ChatHistoryParams,
  ChatInjectParams,
  ChatMetadataParams,
  ChatSendParams,
  WakeParams,
} from './chat.ts';
import type {
  AgentResult,
  AgentWaitResult,
  ChatAbortResult,
  ChatHistoryResult,
  ChatInjectResult,
  ChatMetadataResult,
  ChatSendResult,
  ChatStartupResult,
} from './chat-results.ts';
import type { CronMethods } from './cron-methods.ts';
import type { MemoryAdminMethods } from './memory-admin-methods.ts';
import type { MemorySearchParams } from './memory-admin.ts';
import type { Method, Nothing, Shape } from './method-shape.ts';
import type { OperatorMethods } from './operator-methods.ts';
import type { PresenceEntry } from './presence.ts';
import type {
  SessionChangedResult,
  SessionRow,
  SessionsAbortResult,
  SessionsCompactResult,
  SessionsCreateResult,
  SessionsDeleteResult,
  SessionsGetResult,
  SessionsListResult,
  SessionsPreviewResult,
  SessionsResolveResult,
  SessionsSearchResult,
  SessionsUsageResult,
  UsageCostResult,
} from './session-results.ts';
import type {
  SessionKeyParams,
  SessionsAbortParams,
  SessionsCompactParams,
  SessionsCreateParams,
  SessionsDeleteParams,
  SessionsDescribeParams,
  SessionsGetParams,
  SessionsListParams,
  SessionsPatchParams,
  SessionsPreviewParams,
  SessionsResetParams,
  SessionsResolveParams,
  SessionsSearchParams,
  SessionsSendParams,
  SessionsUsageParams,
  UsageCostParams,
} from './sessions.ts';
import type {
  GatewayIdentityResult,
  HealthResult,
  LanesResult,
  MemorySearchResult,
  MemoryStatusResult,
  StatusResult,
  UsersListResult,
} from './system-results.ts';

interface SystemMethods {
  readonly health: Shape<Nothing, HealthResult>;
  readonly status: Shape<Nothing, StatusResult>;
  readonly 'memory.status': Shape<{ readonly agentId?: string } | undefined, MemoryStatusResult>;
  readonly 'memory.search': Method<typeof MemorySearchParams, MemorySearchResult>;
  readonly 'system-presence': Shape<Nothing, readonly PresenceEntry[]>;
  readonly 'diagnostics.lanes': Shape<Nothing, LanesResult>;
  readonly 'gateway.identity.get': Shape<Nothing, GatewayIdentityResult>;
  readonly 'users.list': Shape<Nothing, UsersListResult>;
}

interface ChatMethods {
  readonly 'chat.send': Method<typeof ChatSendParams, ChatSendResult>;
  readonly 'chat.history': Method<typeof ChatHistoryParams, ChatHistoryResult>;
  readonly 'chat.startup': Method<typeof ChatHistoryParams, ChatStartupResult>;
  readonly 'chat.metadata': Method<typeof ChatMetadataParams, ChatMetadataResult>;
  readonly 'chat.abort': Method<typeof ChatAbortParams, ChatAbortResult>;
  readonly 'chat.inject': Method<typeof ChatInjectParams, ChatInjectResult>;
  readonly wake: Method<typeof WakeParams, { readonly ok: true; readonly runId: string }>;
  /** Answers twice: first that it was accepted. */
  readonly agent: Method<typeof AgentParams, AgentResult>;
  readonly 'agent.wait': Method<typeof AgentWaitParams, AgentWaitResult>;
}

interface SessionMethods {
  readonly 'sessions.list': Method<typeof SessionsListParams, SessionsListResult>;
  readonly 'sessions.subscribe': Method<
    typeof SessionsListParams,
    { readonly subscribed: true; readonly list: SessionsListResult }
  >;
  readonly 'sessions.create': Method<typeof SessionsCreateParams, SessionsCreateResult>;
  readonly 'sessions.describe': Method<
    typeof SessionsDescribeParams,
    { readonly session: SessionRow | null }
  >;
  readonly 'sessions.preview': Method<typeof SessionsPreviewParams, SessionsPreviewResult>;
  readonly 'sessions.get': Method<typeof SessionsGetParams, SessionsGetResult>;
  readonly 'sessions.patch': Method<typeof SessionsPatchParams, SessionChangedResult>;
  readonly 'sessions.reset': Method<typeof SessionsResetParams, SessionChangedResult>;
  readonly 'sessions.delete': Method<typeof SessionsDeleteParams, SessionsDeleteResult>;
  readonly 'sessions.compact': Method<typeof SessionsCompactParams, SessionsCompactResult>;
  readonly 'sessions.abort': Method<typeof SessionsAbortParams, SessionsAbortResult>;
  readonly 'sessions.send': Method<typeof SessionsSendParams, ChatSendResult>;
  readonly 'sessions.search': Method<typeof SessionsSearchParams, SessionsSearchResult>;
  readonly 'sessions.resolve': Method<typeof SessionsResolveParams, SessionsResolveResult>;
  readonly 'sessions.usage': Method<typeof SessionsUsageParams, SessionsUsageResult>;
  readonly 'usage.cost': Method<typeof UsageCostParams, UsageCostResult>;
  readonly 'sessions.messages.subscribe': Method<typeof SessionKeyParams, SessionSubscription>;
  readonly 'sessions.messages.unsubscribe': Method<typeof SessionKeyParams, SessionSubscription>;
}

interface SessionSubscription {
  readonly subscribed: boolean;
  readonly key: string;
}

/** The methods of the gateway whose shapes are known to clients, by name. */
export interface GatewayMethods
  extends
    SystemMethods,
    ChatMethods,
    SessionMethods,
    CronMethods,
    OperatorMethods,
    MemoryAdminMethods {}

export type GatewayMethodName = keyof GatewayMethods;
