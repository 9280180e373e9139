import { AppError } from '@homarus/base';
import type { Scope } from '@homarus/memory';
import {
  type CreateMemoryAnswer,
  CreateMemoryBody,
  EditMemoryBody,
  ForgetMemoryQuery,
  type ListMemoriesAnswer,
  ListMemoriesQuery,
  type MemoryHistoryAnswer,
  OneMemoryQuery,
  parseInput,
  type UndoMemoryAnswer,
  UndoMemoryBody,
} from '@homarus/protocol';

import { toGetMemoryAnswer, toListedMemory } from '../answers.ts';
import { type NamedScope, toScope } from '../scope.ts';
import { libraryDocs } from './library-docs.ts';
import type { Call, Endpoint, Route } from './route.ts';

const list: Endpoint = async (call): Promise<ListMemoriesAnswer> => {
  const { byAgentId, ...sent } = parseInput(ListMemoriesQuery, call.body);
  const { accountId, userId, agentId, ...query } = sent;
  const { memories, total } = await call.memory.library.list(
    scopeOf(call, { accountId, userId, agentId }),
    { ...query, ...(byAgentId === undefined ? {} : { agentId: byAgentId }) },
  );
  return { ok: true, memories: memories.map(toListedMemory), total };
};

const create: Endpoint = async (call): Promise<CreateMemoryAnswer> => {
  const { accountId, userId, agentId, ...memory } = parseInput(CreateMemoryBody, call.body);
  const scope = scopeOf(call, { accountId, userId, agentId });
  const created = await call.memory.library.create(scope, memory);
  return { ok: true, ...created, memory: toListedMemory(created.memory) };
};

const show: Endpoint = async (call) => {
  const id = idOf(call);
  const memory = await call.memory.library.get(
    scopeOf(call, parseInput(OneMemoryQuery, call.body)),
    id,
  );
  if (memory === undefined) {
    throw new AppError('not_found', 'No memory with this id.', { details: { id } });
  }
  return toGetMemoryAnswer({ type: 'memory', memory });
};

const edit: Endpoint = async (call) => {
  const { accountId, userId, agentId, ...changes } = parseInput(EditMemoryBody, call.body);
  const scope = scopeOf(call, { accountId, userId, agentId });
  const memory = await call.memory.library.edit(scope, idOf(call), changes);
  return toGetMemoryAnswer({ type: 'memory', memory });
};

const forget: Endpoint = async (call) => {
  const { revision, ...named } = parseInput(ForgetMemoryQuery, call.body);
  const seen = revision === undefined ? {} : { revision };
  const memory = await call.memory.library.forget(scopeOf(call, named), idOf(call), seen);
  return toGetMemoryAnswer({ type: 'memory', memory });
};

const history: Endpoint = async (call): Promise<MemoryHistoryAnswer> => {
  const scope = scopeOf(call, parseInput(OneMemoryQuery, call.body));
  const id = idOf(call);
  return { ok: true, id, revisions: await call.memory.library.history(scope, id) };
};

const undo: Endpoint = async (call): Promise<UndoMemoryAnswer> => {
  const { accountId, userId, agentId, ...request } = parseInput(UndoMemoryBody, call.body);
  const scope = scopeOf(call, { accountId, userId, agentId });
  const undone = await call.memory.library.undo(scope, idOf(call), request);
  return {
    ok: true,
    ...undone,
    memory: toListedMemory(undone.memory),
    conflicts: undone.conflicts.map(toListedMemory),
  };
};

/** What people do with memories by hand. */
export const libraryRoutes: readonly Route[] = [
  { method: 'GET', path: '/memories', doc: libraryDocs.list, endpoint: list },
  { method: 'POST', path: '/memories', doc: libraryDocs.create, endpoint: create },
  { method: 'GET', path: '/memories/:id', doc: libraryDocs.show, endpoint: show },
  { method: 'PATCH', path: '/memories/:id', doc: libraryDocs.edit, endpoint: edit },
  { method: 'DELETE', path: '/memories/:id', doc: libraryDocs.forget, endpoint: forget },
  { method: 'GET', path: '/memories/:id/history', doc: libraryDocs.history, endpoint: history },
  { method: 'POST', path: '/memories/:id/undo', doc: libraryDocs.undo, endpoint: undo },
];

function scopeOf({ caller, defaults }: Call, named: NamedScope): Scope {
  return toScope(named, caller, defaults);
}

function idOf({ params }: Call): string {
  return params['id'] ?? '';
}
