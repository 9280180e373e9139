import path from 'node:path';

import type { Tool } from '@homarus/agent';
import type { Clock, Logger } from '@homarus/base';
import type { MemoryService } from '@homarus/memory';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../agents.ts';
import { createAskApproval } from '../approvals/ask-approval.ts';
import type { Approvals } from '../approvals/approvals.ts';
import type { ExecRules } from '../approvals/exec-rules.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { audited } from './audited.ts';
import { execTool } from './exec/exec.ts';
import { editTool } from './files/edit.ts';
import { listTool } from './files/list.ts';
import { readTool } from './files/read.ts';
import { searchTool } from './files/search.ts';
import type { WorkspaceOf } from './files/text-file.ts';
import { writeTool } from './files/write.ts';
import { builtInTools, memoryToolNames } from './index.ts';
import { sessionHistoryTool } from './session-history.ts';
import { sessionListTool } from './session-list.ts';
import type { GatewayPlugins } from '../plugins/gateway-plugins.ts';
import { createSessionReader } from './session-reader.ts';
import { isToolAllowed } from './tool-policy.ts';
import type { ToolPolicy } from './tool-policy.ts';
import { webFetchTool } from './web/web-fetch.ts';
import type { WebFetchOptions } from './web/web-fetch.ts';
import { withWholeResult } from './whole-result.ts';

/** Which tools an agent has. */
export interface Toolbox {
  /** Of the gateway's own tools, whatever policies say. */
  readonly names: ReadonlySet<string>;
  /** Those that its policies allow, in the order of the catalogue. */
  toolsOf(agentId: string): Promise<readonly Tool[]>;
}

export interface ToolboxDeps {
  readonly agents: Agents;
  readonly memory: MemoryService;
  readonly clock: Clock;
  readonly log: Logger;
  readonly workspaceOf: WorkspaceOf;
  readonly audit: AuditTrail;
  readonly approvals: Approvals;
  readonly rules: ExecRules;
  readonly sessions: SessionStore;
  readonly plugins?: Pick<GatewayPlugins, 'toolsFor' | 'heard' | 'memoryPlugin'> | undefined;
  /** Tools of other parts of the gateway. Default: none. */
  readonly moreTools?: readonly Tool[] | undefined;
}

export interface ToolboxOptions {
  readonly accountId: string;
  readonly timeZone: string;
  /** What commands of `exec` see of the environment. No secrets. */
  readonly execEnvironment: Readonly<Record<string, string>>;
  readonly webFetch?: WebFetchOptions;
}

/** A folder of its id for each agent that names none. */
export function createWorkspaceOf(agents: Agents, folder: string): WorkspaceOf {
  return (agentId) => {
    const { workspace = path.join(folder, agentId) } = agents.require(agentId, 'agentId');
    return openWorkspace(workspace);
  };
}

export function createToolbox(deps: ToolboxDeps, options: ToolboxOptions): Toolbox {
  const { plugins } = deps;
  const kept = (tool: Tool): Tool => audited(withWholeResult(tool, deps), deps.audit);
  const all = allTools(deps, options).map(kept);
  const names = new Set(all.map(({ name }) => name));
  const ofPlugins = (
    { toolsFor }: NonNullable<typeof plugins>,
    agentId: string,
    policy: ToolPolicy | undefined,
  ): readonly Tool[] =>
    toolsFor(agentId, names)
      .filter(({ tool, isOptional }) =>
        // Beyond its profile, an agent has what its policy names.
        isToolAllowed(tool.name, isOptional ? { ...policy, profile: 'minimal' } : policy),
      )
      .map(({ tool }) => kept(tool));
  return {
    names,
    async toolsOf(agentId) {
      const { tools: policy } = deps.agents.require(agentId, 'agentId');
      const { security } = await deps.rules.policyOf(agentId);
      // Those of memory make way for the plugin that has its place.
      const isPlugged = plugins?.memoryPlugin() !== undefined;
      const own = all.filter(
        ({ name }) =>
          isToolAllowed(name, policy) &&
          (name !== 'exec' || security !== 'deny') &&
          !(isPlugged && memoryToolNames.has(name)),
      );
      if (plugins === undefined) return own;
      return [...own, ...ofPlugins(plugins, agentId, policy)].map(plugins.heard);
    },
  };
}

function allTools(deps: ToolboxDeps, options: ToolboxOptions): readonly Tool[] {
  const { workspaceOf, rules, clock } = deps;
  const sessions = createSessionReader(deps.sessions, options.accountId);
  return [
    ...builtInTools(deps, options),
    readTool(workspaceOf),
    writeTool(workspaceOf),
    editTool(workspaceOf),
    listTool(workspaceOf),
    searchTool(workspaceOf),
    execTool({
      workspaceOf,
      policyOf: (agentId) => rules.policyOf(agentId),
      ask: createAskApproval(deps),
      clock,
      environment: options.execEnvironment,
    }),
    webFetchTool(options.webFetch),
    sessionListTool(sessions, options.timeZone),
    sessionHistoryTool(sessions),
    ...(deps.moreTools ?? []),
  ];
}
