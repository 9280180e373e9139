import path from 'node:path';

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
import { oneModel } from './models/model-catalog.ts';
import type { ModelCatalog } from './models/model-catalog.ts';
import type { EventHub } from './rpc/event-hub.ts';
import type { GatewayMethod } from './rpc/method.ts';
import type { Equip } from './turns/equipment.ts';
import { createToolbox, createWorkspaceOf } from './tools/toolbox.ts';
import type { SessionReader } from './tools/session-reader.ts';
import type { WebFetchOptions } from './tools/web/web-fetch.ts';
import { readPromptFiles } from './workspace/prompt-files.ts';

/** What the agents' part of the gateway is given from outside. */
export interface AgentPorts {
  /** Where agents are kept that were made over the wire. */
  readonly agentStore: AgentStore;
  readonly auditStore: GatewayAuditStore;
  /** Default: the one model of the gateway. */
  readonly models?: ModelCatalog;
  /** Makes the configuration changeable; called with what applies a change to the agents. */
  readonly configDesk?: (apply: (agents: readonly AgentSettings[]) => void) => ConfigDesk;
  /** Lets agents read the conversations of the person they talk to. */
  readonly sessionReader?: SessionReader;
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
}

export interface AgentServicesDeps extends AgentPorts {
  readonly memory: MemoryService;
  readonly sessions: SessionStore;
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly hub: EventHub;
}

export interface AgentServices {
  readonly agents: Agents;
  readonly audit: AuditTrail;
  readonly equip: Equip;
  readonly runTool: RunTool;
  readonly methods: readonly GatewayMethod[];
  /** Reads what is stored; to be called once, before the first turn. */
  load(): Promise<void>;
}

/** Agents with their workspaces, tools, approvals and models, and the methods about them. */
export function createAgentServices(
  deps: AgentServicesDeps,
  options: AgentServicesOptions & { readonly accountId: string; readonly timeZone: string },
): AgentServices {
  const { clock, hub, models = oneModel(deps.model) } = deps;
  const {
    accountId,
    dataFolder,
    execEnvironment = {},
    approvalTimeoutMs: timeoutMs = 120_000,
  } = options;
  const configured = options.agents ?? [];
  const agents = createAgents(configured);
  const desk = createAgentDesk({ agents, store: deps.agentStore, clock, accountId }, configured);
  const workspaceOf = createWorkspaceOf(agents, path.join(dataFolder, 'workspaces'));
  const audit = createAuditTrail({ ...deps, store: deps.auditStore }, accountId);
  const approvals = createApprovals({ clock, hub }, { timeoutMs });
  const store = execApprovalsFile(path.join(dataFolder, 'exec-approvals.json'));
  const rules = createExecRules(agents, store);
  const shared = { ...deps, agents, desk, workspaceOf, audit, approvals, rules, models, store };
  const toolbox = createToolbox(shared, { ...options, execEnvironment });
  const tools = { ...shared, toolbox, accountId };
  const configDesk = deps.configDesk?.((next) => desk.reconfigure(next));
  return {
    agents,
    audit,
    load: () => desk.load(),
    runTool: (invocation, runner) => invokeTool(tools, invocation, runner),
    equip: async (agentId, chosenModel) => {
      const wanted = chosenModel ?? agents.require(agentId, 'agentId').model;
      const model = wanted === undefined ? models.byDefault : models.find(wanted);
      if (model === undefined) deps.log.warn('A chosen model is not there', { agentId, wanted });
      return {
        tools: await toolbox.toolsOf(agentId),
        files: await readPromptFiles(workspaceOf(agentId)),
        model: model ?? models.byDefault,
      };
    },
    methods: [
      ...agentsMethods(shared),
      modelsMethod(models),
      ...toolsMethods(tools),
      ...approvalsMethods(shared),
      ...inventoryMethods(shared),
      auditMethod(audit),
      ...(configDesk === undefined
        ? []
        : configMethods({ desk: configDesk, audit, clock, version: options.version })),
      ...(options.logFile === undefined ? [] : [logsMethod(options.logFile)]),
    ],
  };
}
