import { AppError, hasCode } from '@homarus/base';
import { memoryCategories, toMemoryView } from '@homarus/memory';
import type { MessageRole, SessionScope } from '@homarus/memory';
import {
  manualSessionId,
  MemoryAdminAddParams,
  MemoryAdminDeleteParams,
  MemoryAdminEditParams,
  MemoryAdminUndoParams,
} from '@homarus/protocol';
import type { CategoryFilter, MemoryAdminAdded, MemoryAdminDeleted } from '@homarus/protocol';
import type * as v from 'valibot';

import type { GatewayMethod } from '../../rpc/method.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelCall, PanelDeps, PanelOptions } from './panel-deps.ts';

const maxAddedChars = 8000;

/** `memory.admin.delete`, `.add`, `.edit`, `.undo`. */
export function changeMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { library } = deps.panel;
  return [
    definePanelMethod(deps, options, {
      name: 'delete',
      params: MemoryAdminDeleteParams,
      target: ({ items }) =>
        toItems(items)
          .map(({ id }) => id)
          .join(' '),
      handle: ({ items }, call) => deleteItems(deps, toItems(items), call),
    }),
    definePanelMethod(deps, options, {
      name: 'add',
      params: MemoryAdminAddParams,
      target: ({ agentId, category }) => `${agentId} ${category}`,
      handle: (params, call) => add(deps, params, call),
    }),
    definePanelMethod(deps, options, {
      name: 'edit',
      params: MemoryAdminEditParams,
      target: ({ id }) => id,
      handle: async ({ id, agentId, userId: _scope, ...edit }, call) => {
        const memory = await library.edit(call.scope(agentId), id, edit);
        return { memory: toMemoryView(memory) };
      },
    }),
    definePanelMethod(deps, options, {
      name: 'undo',
      params: MemoryAdminUndoParams,
      target: ({ id }) => id,
      handle: async ({ id, agentId, userId: _scope, ...request }, call) => {
        const undone = await library.undo(call.scope(agentId), id, request);
        return {
          ...undone,
          memory: toMemoryView(undone.memory),
          conflicts: undone.conflicts.map(toMemoryView),
        };
      },
    }),
  ];
}

interface Item {
  readonly agentId: string;
  readonly id: string;
}

function toItems(items: readonly unknown[]): readonly Item[] {
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const { agentId, id } = item as { readonly agentId?: unknown; readonly id?: unknown };
    return isName(agentId) && isName(id) ? [{ agentId, id }] : [];
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

async function deleteItems(
  { panel, memory }: PanelDeps,
  items: readonly Item[],
  call: PanelCall,
): Promise<MemoryAdminDeleted> {
  if (items.length === 0) {
    throw new AppError('invalid_request', 'items required', { details: { path: 'items' } });
  }
  const kept: MemoryAdminDeleted['kept'][number][] = [];
  for (const { agentId, id } of items) {
    const scope = call.scope(agentId);
    try {
      await panel.library.forget(scope, id);
    } catch (error) {
      if (!hasCode(error, 'not_found')) throw error;
      const found = await memory.get(scope, { id });
      kept.push({ agentId, id, reason: found?.type === 'message' ? 'verbatim' : 'not_found' });
    }
  }
  return { deleted: items.length - kept.length, kept };
}

async function add(
  deps: PanelDeps,
  { agentId, text, category, importance }: v.InferOutput<typeof MemoryAdminAddParams>,
  call: PanelCall,
): Promise<MemoryAdminAdded> {
  const scope = { ...call.scope(agentId), sessionId: manualSessionId };
  // Not between the halves of a surrogate pair.
  const content = text.slice(0, maxAddedChars).replace(/[\ud800-\udbff]$/u, '');
  const learned = memoryCategories.find((name) => name === category);
  if (learned === undefined) return addMessage(deps, scope, { content, role: roleOf(category) });
  const { memory } = await deps.panel.library.create(scope, {
    content,
    category: learned,
    ...(importance === undefined ? {} : { importance }),
  });
  return { id: memory.id, createdAt: memory.source.saidAt, chunkRows: 1 };
}

async function addMessage(
  { memory, ids, clock }: PanelDeps,
  scope: SessionScope,
  { content, role }: { readonly content: string; readonly role: MessageRole },
): Promise<MemoryAdminAdded> {
  const id = ids.next('message');
  const createdAt = clock.now();
  await memory.ingest(scope, [{ id, role, content, createdAt }]);
  const found = await memory.get(scope, { id });
  if (found?.type !== 'message') throw new Error('A message that was stored is not there.');
  return { id: found.message.key, createdAt, chunkRows: 1 };
}

const roles: Readonly<Partial<Record<CategoryFilter, MessageRole>>> = {
  full_context_user: 'user',
  full_context_assistant: 'assistant',
  full_context_system: 'system',
  full_context_tool: 'tool',
  full_context_tool_result: 'toolResult',
};

function roleOf(category: CategoryFilter): MessageRole {
  const role = roles[category];
  if (role !== undefined) return role;
  throw new AppError(
    'invalid_request',
    `category: nothing can be added as ${category}; choose one of ${[...memoryCategories, ...Object.keys(roles)].join(', ')}.`,
    { details: { path: 'category' } },
  );
}
