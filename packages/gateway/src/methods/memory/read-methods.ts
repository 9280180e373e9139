import { AppError } from '@homarus/base';
import { categoryOfRole, toMemoryView } from '@homarus/memory';
import type { FoundItem, MemoryRecord } from '@homarus/memory';
import {
  MemoryAdminArchivesParams,
  MemoryAdminOneParams,
  MemoryAdminOwnerParams,
  MemoryAdminSearchParams,
} from '@homarus/protocol';

import type { GatewayMethod } from '../../rpc/method.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';

/** `memory.admin.get`, `.history`, `.search`, `.archives`, `.profile`. */
export function readMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { library, conversations } = deps.panel;
  return [
    definePanelMethod(deps, options, {
      name: 'get',
      params: MemoryAdminOneParams,
      handle: async ({ id, agentId }, call) => {
        const scope = call.scope(agentId);
        const memory = await library.get(scope, id);
        const found = memory === undefined ? await deps.memory.get(scope, { id }) : { memory };
        if (found !== undefined) return toShown(found);
        throw new AppError('not_found', 'No memory or message with this id.', { details: { id } });
      },
    }),
    definePanelMethod(deps, options, {
      name: 'history',
      params: MemoryAdminOneParams,
      handle: async ({ id, agentId }, call) => ({
        id,
        revisions: await library.history(call.scope(agentId), id),
      }),
    }),
    definePanelMethod(deps, options, {
      name: 'search',
      params: MemoryAdminSearchParams,
      handle: ({ query, agentId, limit, sessionId, categories, timeFrom, timeTo, asOf }, call) =>
        deps.memory.search(call.scope(agentId), query, {
          limit,
          trace: true,
          signal: call.signal,
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(categories === undefined ? {} : { categories }),
          ...(timeFrom === undefined ? {} : { timeFrom }),
          ...(timeTo === undefined ? {} : { timeTo }),
          ...(asOf === undefined ? {} : { asOf }),
        }),
    }),
    definePanelMethod(deps, options, {
      name: 'archives',
      params: MemoryAdminArchivesParams,
      handle: async ({ agentId, sessionId }, call) => {
        const session = await conversations.getSession({ ...call.scope(agentId), sessionId });
        return { sessionId, archives: session?.archives ?? [] };
      },
    }),
    definePanelMethod(deps, options, {
      name: 'profile',
      params: MemoryAdminOwnerParams,
      handle: async ({ agentId }, call) => {
        const profile = await library.profile(call.scope(agentId));
        return {
          facts: profile.facts.map(toLine),
          preferences: profile.preferences.map(toLine),
          decisions: profile.decisions.map(toLine),
          behaviours: profile.behaviours.map(toLine),
        };
      },
    }),
  ];
}

function toShown(found: FoundItem | { readonly memory: MemoryRecord }): object {
  if ('memory' in found) return { type: 'memory', memory: toMemoryView(found.memory) };
  const { isEcho: _internal, ...message } = found.message;
  return { type: 'message', message: { ...message, category: categoryOfRole(message.role) } };
}

function toLine({ id, content }: Pick<MemoryRecord, 'id' | 'content'>) {
  return { id, content };
}
