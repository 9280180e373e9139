import { isAppError } from '@homarus/base';
import { toSessionKey } from '@homarus/sessions';
import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { findEntry, toolCatalog, toolGroups, toolProfiles } from '../../tools/catalog.ts';
import type { CatalogEntry } from '../../tools/catalog.ts';
import { defaultProfile } from '../../tools/tool-policy.ts';
import { chosenAgent } from '../agents/chosen-agent.ts';
import { invokeTool } from './invoke-tool.ts';
import type { InvokeToolDeps } from './invoke-tool.ts';

export interface ToolsMethodsDeps extends InvokeToolDeps {
  readonly agents: Agents;
}

const AgentId = v.optional(v.pipe(v.string(), v.minLength(1)));
const profileLabels = {
  minimal: 'Minimal',
  coding: 'Coding',
  messaging: 'Messaging',
  full: 'Full',
};

/** `tools.catalog`, `tools.effective`, `tools.invoke`. */
export function toolsMethods(deps: ToolsMethodsDeps): readonly GatewayMethod[] {
  return [catalogMethod(deps), effectiveMethod(deps), invokeMethod(deps)];
}

function catalogMethod({ agents, toolbox }: ToolsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'tools.catalog',
    scope: 'operator.read',
    params: v.object({ agentId: AgentId }),
    handle: (params) => ({
      agentId: chosenAgent(agents, params).id,
      profiles: toolProfiles.map((id) => ({ id, label: profileLabels[id] })),
      groups: Object.entries(toolGroups).map(([id, label]) => ({
        id,
        label,
        source: 'core',
        tools: toolCatalog
          .filter(({ group, name }) => group === id && toolbox.names.has(name))
          .map(toCatalogTool),
      })),
    }),
  });
}

function effectiveMethod({ agents, toolbox }: ToolsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'tools.effective',
    scope: 'operator.read',
    params: v.object({ agentId: AgentId, sessionKey: v.optional(v.string()) }),
    handle: async (params) => {
      const agent = chosenAgent(agents, params);
      const tools = (await toolbox.toolsOf(agent.id)).map(({ name, description }) => {
        const { label = name, risk } = findEntry(name) ?? {};
        return { id: name, label, description, rawDescription: description, source: 'core', risk };
      });
      const groups = [{ id: 'core', label: 'Built in', source: 'core', tools }];
      return { agentId: agent.id, profile: agent.tools?.profile ?? defaultProfile, groups };
    },
  });
}

function invokeMethod(deps: ToolsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'tools.invoke',
    scope: 'operator.write',
    params: v.object({
      name: v.pipe(v.string(), v.minLength(1)),
      args: v.optional(v.record(v.string(), v.unknown()), {}),
      sessionKey: v.optional(v.string()),
      agentId: AgentId,
      idempotencyKey: v.optional(v.string()),
    }),
    handle: async ({ name, args, agentId, sessionKey }, call) => {
      const { id } = chosenAgent(deps.agents, { agentId, sessionKey });
      const key = sessionKey ?? toSessionKey({ agentId: id, rest: 'main' });
      try {
        const invocation = { name, args, agentId: id, sessionKey: key };
        const { signal, caller } = call;
        return await invokeTool(deps, invocation, { userId: caller.userId, signal });
      } catch (error) {
        if (!isAppError(error)) throw error;
        const { code, message, details } = error;
        return { ok: false, toolName: name, source: 'core', error: { code, message, details } };
      }
    },
  });
}

function toCatalogTool({ name, label, risk, profiles }: CatalogEntry) {
  return { id: name, label, description: label, source: 'core', risk, defaultProfiles: profiles };
}
