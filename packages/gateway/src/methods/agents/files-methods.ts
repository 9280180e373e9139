import { hasCode } from '@homarus/base';
import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import { noteCall } from '../../audit/actor.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { WorkspaceOf } from '../../tools/files/text-file.ts';
import { maxPromptFileBytes, workspaceFiles } from '../../workspace/prompt-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';

interface FilesDeps {
  readonly agents: Agents;
  readonly workspaceOf: WorkspaceOf;
  readonly audit: AuditTrail;
}

const AgentId = v.pipe(v.string(), v.minLength(1));
const Name = v.picklist(workspaceFiles.map(({ name }) => name));
const Content = v.pipe(v.string(), v.maxBytes(maxPromptFileBytes));

/** The files that make an agent what it is; no others. */
export function agentFilesMethods({
  agents,
  workspaceOf,
  audit,
}: FilesDeps): readonly GatewayMethod[] {
  const open = (agentId: string): Workspace => workspaceOf(agents.require(agentId, 'agentId').id);
  return [
    defineMethod({
      name: 'agents.files.list',
      scope: 'operator.read',
      params: v.object({ agentId: AgentId }),
      handle: async ({ agentId }) => {
        const workspace = open(agentId);
        const described = workspaceFiles.map(({ name }) => describe(workspace, name));
        const files = (await Promise.all(described)).map(({ content: _content, ...file }) => file);
        return { agentId, workspace: workspace.root, files };
      },
    }),
    defineMethod({
      name: 'agents.files.get',
      scope: 'operator.read',
      params: v.object({ agentId: AgentId, name: Name }),
      handle: async ({ agentId, name }) => {
        const workspace = open(agentId);
        return { agentId, workspace: workspace.root, file: await describe(workspace, name) };
      },
    }),
    defineMethod({
      name: 'agents.files.set',
      scope: 'operator.admin',
      params: v.object({ agentId: AgentId, name: Name, content: Content }),
      handle: async ({ agentId, name, content }, call) => {
        const workspace = open(agentId);
        await workspace.write(name, content);
        await noteCall(audit, call, { action: 'agents.files.set', target: `${agentId} ${name}` });
        const file = await describe(workspace, name);
        return { ok: true, agentId, workspace: workspace.root, file };
      },
    }),
  ];
}

async function describe(workspace: Workspace, name: string) {
  const path = `${workspace.root}/${name}`;
  try {
    const file = await workspace.read(name, { maxBytes: maxPromptFileBytes });
    const content = file.bytes.toString('utf8');
    return {
      name,
      path,
      missing: false,
      size: file.sizeBytes,
      updatedAtMs: file.modifiedAt,
      content,
    };
  } catch (error) {
    if (hasCode(error, 'not_found')) return { name, path, missing: true };
    throw error;
  }
}
