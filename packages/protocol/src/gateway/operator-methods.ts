import type { ExecApprovalRequestParams, ExecApprovalRequestResult } from './approvals.ts';
import type {
  DevicePairDecision,
  DevicePaired,
  DevicePairList,
  DevicePairRemove,
  DeviceTokenRevoke,
  DeviceTokenRotate,
  DeviceTokenRotated,
} from './devices.ts';
import type { Method, Nothing, Shape } from './method-shape.ts';
import type {
  AgentFileResult,
  AgentFilesResult,
  AgentIdentityResult,
  AgentSettingsShape,
  AgentsListResult,
  ApprovalDecisionName,
  AuditListParams,
  AuditListResult,
  ConfigChangedResult,
  ConfigChangeParams,
  ConfigGetResult,
  ExecApprovalsResult,
  ExecApprovalsShape,
  LogsTailParams,
  LogsTailResult,
  ModelsListResult,
  PendingApprovalShape,
  PluginReportShape,
  PluginShape,
  ToolInvokeResult,
  ToolsResult,
} from './operator-shapes.ts';

interface AgentMethods {
  readonly 'agents.list': Shape<Nothing, AgentsListResult>;
  readonly 'agents.create': Shape<
    AgentSettingsShape & { readonly name: string; readonly model?: string },
    { readonly ok: true; readonly agentId: string; readonly workspace: string }
  >;
  readonly 'agents.update': Shape<
    AgentSettingsShape & {
      readonly agentId: string;
      readonly name?: string;
      readonly model?: string | null;
    },
    { readonly ok: true; readonly agentId: string }
  >;
  readonly 'agents.delete': Shape<
    { readonly agentId: string; readonly deleteFiles?: boolean },
    { readonly ok: true; readonly agentId: string }
  >;
  readonly 'agents.files.list': Shape<{ readonly agentId: string }, AgentFilesResult>;
  readonly 'agents.files.get': Shape<
    { readonly agentId: string; readonly name: string },
    AgentFileResult
  >;
  readonly 'agents.files.set': Shape<
    { readonly agentId: string; readonly name: string; readonly content: string },
    AgentFileResult
  >;
  readonly 'agent.identity.get': Shape<
    { readonly agentId?: string; readonly sessionKey?: string },
    AgentIdentityResult
  >;
  readonly 'models.list': Shape<Nothing, ModelsListResult>;
}

interface ToolMethods {
  readonly 'tools.catalog': Shape<{ readonly agentId?: string }, ToolsResult>;
  readonly 'tools.effective': Shape<
    { readonly agentId?: string; readonly sessionKey?: string },
    ToolsResult
  >;
  readonly 'tools.invoke': Shape<
    {
      readonly name: string;
      readonly args?: Readonly<Record<string, unknown>>;
      readonly agentId?: string;
      readonly sessionKey?: string;
      readonly idempotencyKey?: string;
    },
    ToolInvokeResult
  >;
  readonly 'exec.approval.request': Method<
    typeof ExecApprovalRequestParams,
    ExecApprovalRequestResult
  >;
  readonly 'exec.approval.list': Shape<Nothing, readonly PendingApprovalShape[]>;
  readonly 'exec.approval.resolve': Shape<
    { readonly id: string; readonly decision: ApprovalDecisionName },
    { readonly ok: true }
  >;
  readonly 'exec.approvals.get': Shape<Nothing, ExecApprovalsResult>;
  readonly 'exec.approvals.set': Shape<
    { readonly file: ExecApprovalsShape; readonly baseHash?: string },
    ExecApprovalsResult
  >;
}

interface CareMethods {
  readonly 'config.get': Shape<Nothing, ConfigGetResult>;
  readonly 'config.set': Shape<ConfigChangeParams, ConfigChangedResult>;
  readonly 'config.patch': Shape<ConfigChangeParams, ConfigChangedResult>;
  readonly 'config.schema': Shape<Nothing, { readonly schema: unknown; readonly version: string }>;
  readonly 'logs.tail': Shape<LogsTailParams, LogsTailResult>;
  readonly 'audit.list': Shape<AuditListParams, AuditListResult>;
}

interface DeviceMethods {
  readonly 'device.pair.list': Shape<Nothing, DevicePairList>;
  readonly 'device.pair.approve': Method<
    typeof DevicePairDecision,
    { readonly requestId: string; readonly device: DevicePaired }
  >;
  readonly 'device.pair.reject': Method<
    typeof DevicePairDecision,
    { readonly requestId: string; readonly deviceId: string }
  >;
  readonly 'device.pair.remove': Method<typeof DevicePairRemove, { readonly deviceId: string }>;
  readonly 'device.token.rotate': Method<typeof DeviceTokenRotate, DeviceTokenRotated>;
  readonly 'device.token.revoke': Method<
    typeof DeviceTokenRevoke,
    { readonly deviceId: string; readonly role: string; readonly revokedAtMs: number }
  >;
}

interface PluginMethods {
  readonly 'plugins.list': Shape<Nothing, { readonly plugins: readonly PluginShape[] }>;
  readonly 'plugins.inspect': Shape<
    { readonly id: string },
    { readonly plugin: PluginReportShape }
  >;
}

/** Methods that look after the gateway. */
export interface OperatorMethods
  extends AgentMethods, ToolMethods, CareMethods, DeviceMethods, PluginMethods {}
