import path from 'node:path';

import { AppError } from '@homarus/base';
import * as v from 'valibot';

import type { AgentDesk } from '../../agents/agent-desk.ts';
import type { AgentSettings, Agents } from '../../agents.ts';
import { noteCall } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { requireModel } from '../../models/model-catalog.ts';
import type { ModelCatalog } from '../../models/model-catalog.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { WorkspaceOf } from '../../tools/files/text-file.ts';
import { agentFilesMethods } from './files-methods.ts';
import { agentIdentityMethod } from './identity-method.ts';

export interface AgentsMethodsDeps {
  readonly agents: Agents;
  readonly desk: AgentDesk;
  readonly models: ModelCatalog;
  readonly workspaceOf: WorkspaceOf;
  readonly audit: AuditTrail;
}

const Text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const Optional = {
  workspace: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  emoji: v.optional(v.pipe(v.string(), v.maxLength(32))),
  avatar: v.optional(v.pipe(v.string(), v.maxLength(200_000))),
};

const CreateParams = v.object({ name: Text, model: v.optional(Text), ...Optional });
const UpdateParams = v.object({
  agentId: Text,
  name: v.optional(Text),
  model: v.optional(v.nullable(Text)),
  ...Optional,
});
const DeleteParams = v.object({ agentId: Text, deleteFiles: v.optional(v.boolean(), false) });

/** `agents.*` and `agent.identity.get`. */
export function agentsMethods(deps: AgentsMethodsDeps): readonly GatewayMethod[] {
  return [
    listMethod(deps),
    createMethod(deps),
    updateMethod(deps),
    deleteMethod(deps),
    ...agentFilesMethods(deps),
    agentIdentityMethod(deps),
  ];
}

function listMethod({ agents, desk, workspaceOf }: AgentsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'agents.list',
    scope: 'operator.read',
    params: v.object({}),
    handle: async () => {
      await desk.load();
      return {
        defaultId: agents.byDefault.id,
        ownership: 'explicit',
        selectionRequired: false,
        mainKey: 'main',
        scope: 'per-sender',
        agents: agents.list.map((agent) => ({
          ...toSummary(agent),
          workspace: workspaceOf(agent.id).root,
          createdAt: desk.createdAtOf(agent.id),
        })),
      };
    },
  });
}

function toSummary({ id, name, emoji, avatar, model }: AgentSettings) {
  return {
    id,
    kind: 'agent',
    createdVia: 'operator',
    name: name ?? id,
    identity: { name: name ?? id, emoji, avatar },
    model: model === undefined ? undefined : { primary: model },
  };
}

function createMethod({ desk, models, workspaceOf, audit }: AgentsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'agents.create',
    scope: 'operator.admin',
    params: CreateParams,
    handle: async (params, call) => {
      check(models, params);
      const agent = await desk.create(params);
      await noteCall(audit, call, { action: 'agents.create', target: agent.id });
      const { id, name, model } = agent;
      return { ok: true, agentId: id, name, workspace: workspaceOf(id).root, model };
    },
  });
}

function updateMethod({ desk, models, audit }: AgentsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'agents.update',
    scope: 'operator.admin',
    params: UpdateParams,
    handle: async ({ agentId, ...change }, call) => {
      check(models, change);
      await desk.update(agentId, change);
      await noteCall(audit, call, { action: 'agents.update', target: agentId });
      return { ok: true, agentId };
    },
  });
}

function deleteMethod({ desk, workspaceOf, audit }: AgentsMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'agents.delete',
    scope: 'operator.admin',
    params: DeleteParams,
    handle: async ({ agentId, deleteFiles }, call) => {
      // Before it is gone: afterwards nobody knows its folder.
      const { root } = workspaceOf(agentId);
      await desk.remove(agentId);
      await noteCall(audit, call, { action: 'agents.delete', target: agentId });
      const kept = [
        { path: root, reason: 'Files are never deleted over the wire; remove the folder by hand.' },
      ];
      return { ok: true, agentId, removedBindings: 0, ...(deleteFiles ? { failed: kept } : {}) };
    },
  });
}

interface Choices {
  readonly model?: string | null | undefined;
  readonly workspace?: string | undefined;
}

function check(models: ModelCatalog, { model, workspace }: Choices): void {
  if (model !== undefined && model !== null) requireModel(models, model, 'model');
  if (workspace === undefined || path.isAbsolute(workspace)) return;
  throw new AppError('invalid_request', 'workspace: expected an absolute path.', {
    details: { path: 'workspace' },
  });
}
