import path from 'node:path';

import type { Tool } from '@homarus/agent';
import type { Clock, Ids, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';

import { createAgentDesk } from './agents/agent-desk.ts';
import type { AgentStore } from './agents/agent-store.ts';
import { createAgents } from './agents.ts';
import type { AgentSettings, Agents } from './agents.ts';
import { createApprovals } from './approvals/approvals.ts';
import { execApprovalsFile } from './approvals/exec-approvals-file.ts';
import { createExecRules } from './approvals/exec-rules.ts';
import type { SaveAttachment } from './attachments/read-attachments.ts';
import { saveInWorkspace } from './attachments/save-in-workspace.ts';
import { createAuditTrail } from './audit/audit-trail.ts';
import type { AuditTrail, GatewayAuditStore } from './audit/audit-trail.ts';
import { agentsMethods } from './methods/agents/agents-methods.ts';
import { modelsMethod } from './methods/agents/models-method.ts';
import { approvalsMethods } from './methods/approvals/approvals-methods.ts';
import type { ConfigDesk } from './methods/config/config-desk.ts';
import { configMethods } from './methods/config/config-methods.ts';
import { auditMethod } from './methods/records/audit-method.ts';
import { inventoryMethods } from './methods/records/inventory-methods.ts';
import { logsMethod } from './methods/records/logs-method.ts';
import { invokeTool } from './methods/tools/invoke-tool.ts';
import type { RunTool } from './methods/tools/invoke-tool.ts';
import { toolsMethods } from './methods/tools/tools-methods.ts';
import { createChooseModel } from './models/choose-model.ts';
import type { ChooseModel } from './models/choose-model.ts';
import { oneModel } from './models/model-catalog.ts';
import type { ModelCatalog } from './models/model-catalog.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { GatewayMethod } from './rpc/method.ts';
import type { Equip } from './turns/equipment.ts';
import type { QueueMode } from './turns/turn.ts';
import type { WorkspaceOf } from './tools/files/text-file.ts';
import { createToolbox, createWorkspaceOf } from './tools/toolbox.ts';
import type { Toolbox } from './tools/toolbox.ts';
import type { WebFetchOptions } from './tools/web/web-fetch.ts';
import type { GatewayPlugins } from './plugins/gateway-plugins.ts';
import { createPromptFiles } from './workspace/prompt-files.ts';

/** What the agents' part of the gateway is given from outside. */
export interface AgentPorts {
  /** Where agents are kept that were made over the wire. */
  readonly agentStore: AgentStore;
  readonly auditStore: GatewayAuditStore;
  /** Default: the one model of the gateway. */
  readonly models?: ModelCatalog;
  /** Makes the configuration changeable; called with what applies a change. */
  readonly configDesk?: (gateway: LiveGateway) => ConfigDesk;
  /** Default: there are none. */
  readonly plugins?: GatewayPlugins | undefined;
}

/** What of a gateway can change while it runs. */
export interface LiveGateway {
  apply(settings: LiveSettings): void;
}

export interface LiveSettings {
  readonly agents: readonly AgentSettings[];
  readonly queueMode: QueueMode;
}

export interface AgentServicesOptions {
  readonly version: string;
  /** The first is the default. Default: one agent, `main`. */
  readonly agents?: readonly AgentSettings[];
  /** Where workspaces and the rules of `exec` are kept. */
  readonly dataFolder: string;
  /** What commands of `exec` see of the environment. No secrets. Default: nothing. */
  readonly execEnvironment?: Readonly<Record<string, string>>;
  /** How long a command waits for a person. Default 120,000. */
  readonly approvalTimeoutMs?: number;
  /** The file of `logs.tail`; without it the method does not exist. */
  readonly logFile?: string;
  readonly webFetch?: WebFetchOptions;
  /** What becomes of a message that comes while a turn of its session runs. Default `queue`. */
  readonly queueMode?: QueueMode;
  /** Whether models take pictures in that do not say. Default false. */
  readonly canSee?: boolean;
}

export interface AgentServicesDeps extends AgentPorts {
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly hub: EventHub;
  /** Tools of other parts of the gateway. Default: none. */
  readonly moreTools?: readonly Tool[] | undefined;
}

export interface AgentServices {
  readonly agents: Agents;
  readonly audit: AuditTrail;
  readonly equip: Equip;
  readonly runTool: RunTool;
  readonly models: ModelCatalog;
  readonly chooseModel: ChooseModel;
  /** Of sessions that have none of their own. */
  readonly queueMode: () => QueueMode;
  readonly saveAttachment: SaveAttachment;
  readonly methods: readonly GatewayMethod[];
  /** Reads what is stored; to be called once, before the first turn. */
  load(): Promise<void>;
}

/** Of this gateway. */
interface ServicesPlace {
  readonly accountId: string;
  readonly timeZone: string;
  /** Of models that do not say. */
  readonly contextTokens: number;
}

/** Agents with their workspaces, tools, approvals and models, and the methods about them. */
export function createAgentServices(
  deps: AgentServicesDeps,
  options: AgentServicesOptions & ServicesPlace,
): AgentServices {
  const { clock, hub } = deps;
  const models = modelsOf(deps);
  const {
    accountId,
    dataFolder,
    execEnvironment = {},
    approvalTimeoutMs: timeoutMs = 120_000,
  } = options;
  const configured = options.agents ?? [];
  const agents = createAgents(configured);
  const desk = createAgentDesk({ agents, store: deps.agentStore, clock, accountId }, configured);
  const { contextTokens, canSee = false } = options;
  const chooseModel = createChooseModel({ models, agents }, { contextTokens, canSee });
  const workspaceOf = createWorkspaceOf(agents, path.join(dataFolder, 'workspaces'));
  const audit = createAuditTrail({ ...deps, store: deps.auditStore }, accountId);
  const approvals = createApprovals({ clock, hub }, { timeoutMs });
  const store = execApprovalsFile(path.join(dataFolder, 'exec-approvals.json'));
  const rules = createExecRules(agents, store);
  const shared = { ...deps, agents, desk, workspaceOf, audit, approvals, rules, models, store };
  const toolbox = createToolbox(shared, { ...options, execEnvironment });
  const tools = { ...shared, toolbox, accountId };
  let { queueMode = 'queue' } = options;
  const configDesk = deps.configDesk?.({
    apply(next) {
      desk.reconfigure(next.agents);
      queueMode = next.queueMode;
    },
  });
  return {
    agents,
    audit,
    saveAttachment: saveInWorkspace(workspaceOf),
    load: () => desk.load(),
    runTool: (invocation, runner) => invokeTool(tools, invocation, runner),
    models,
    chooseModel,
    queueMode: () => queueMode,
    equip: createEquip({ chooseModel, toolbox, workspaceOf, log: deps.log }),
    methods: [
      ...agentsMethods(shared),
      modelsMethod(models),
      ...toolsMethods(tools),
      ...approvalsMethods(shared),
      ...inventoryMethods({ ...shared, commands: deps.plugins?.commands ?? [] }),
      auditMethod(audit),
      ...optionalMethods({ configDesk, audit, clock }, options),
    ],
  };
}

function modelsOf({ models, model, plugins }: AgentServicesDeps): ModelCatalog {
  const catalog = models ?? oneModel(model);
  return plugins?.withModels(catalog) ?? catalog;
}

/** What is there only where the process has a configuration to change and a log to read. */
function optionalMethods(
  { configDesk, audit, clock }: { configDesk: ConfigDesk | undefined } & ConfigMethodParts,
  { version, logFile }: AgentServicesOptions,
): readonly GatewayMethod[] {
  const config =
    configDesk === undefined ? [] : configMethods({ desk: configDesk, audit, clock, version });
  return logFile === undefined ? config : [...config, logsMethod(logFile)];
}

type ConfigMethodParts = Pick<Parameters<typeof configMethods>[0], 'audit' | 'clock'>;

interface EquipDeps {
  readonly chooseModel: ChooseModel;
  readonly toolbox: Toolbox;
  readonly workspaceOf: WorkspaceOf;
  readonly log: Logger;
}

function createEquip({ chooseModel, toolbox, workspaceOf, log }: EquipDeps): Equip {
  const readPromptFiles = createPromptFiles();
  return async (agentId, wanted) => {
    const { isAsWanted, ...chosen } = chooseModel(agentId, wanted);
    if (!isAsWanted) log.warn('A chosen model is not there', { agentId, wanted });
    return {
      tools: await toolbox.toolsOf(agentId),
      files: await readPromptFiles(workspaceOf(agentId)),
      ...chosen,
    };
  };
}
