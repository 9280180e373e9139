import type { MemoryAccess, Scope } from '@homarus/memory';
import type { MemoryClient } from '@homarus/sdk';

import { ask, askFor } from './ask.ts';
import { toHistoryEntry, toRecord } from './from-answers.ts';

/** Memories by hand, over the wire. */
export function httpLibrary(client: MemoryClient): MemoryAccess['library'] {
  const { memories } = client;
  return {
    async list(scope, { agentId: byAgentId, ...query } = {}) {
      const agent = byAgentId === undefined ? {} : { byAgentId };
      const answer = await ask(memories.list({ ...query, ...agent, ...ownerOf(scope) }));
      return { memories: answer.memories.map(toRecord), total: answer.total };
    },
    async get(scope, id) {
      const answer = await askFor(memories.get(id, ownerOf(scope)));
      if (answer === undefined) return undefined;
      const { ok: _ok, type: _type, ...memory } = answer;
      return toRecord(memory);
    },
    async create(scope, memory) {
      const { ok: _ok, ...created } = await ask(memories.create({ ...copy(memory), ...scope }));
      return { ...created, memory: toRecord(created.memory) };
    },
    async edit(scope, id, edit) {
      const {
        ok: _ok,
        type: _type,
        ...memory
      } = await ask(memories.edit(id, { ...copy(edit), ...scope }));
      return toRecord(memory);
    },
    async forget(scope, id, options = {}) {
      const {
        ok: _ok,
        type: _type,
        ...memory
      } = await ask(memories.forget(id, { ...options, ...ownerOf(scope) }));
      return toRecord(memory);
    },
    async history(scope, id) {
      const { revisions } = await ask(memories.history(id, ownerOf(scope)));
      return revisions.map(toHistoryEntry);
    },
    async undo(scope, id, request = {}) {
      const { ok: _ok, ...undone } = await ask(memories.undo(id, { ...request, ...scope }));
      return {
        ...undone,
        memory: toRecord(undone.memory),
        conflicts: undone.conflicts.map(toRecord),
      };
    },
    async profile(scope) {
      const { ok: _ok, ...profile } = await ask(client.profile(ownerOf(scope)));
      return profile;
    },
  };
}

/** A scope without its session, which narrows a list of its own. */
export function ownerOf({ accountId, userId, agentId }: Scope): Scope {
  return { accountId, userId, agentId };
}

/** With lists that may be changed, as schemas infer them. */
function copy<T extends { readonly tags?: readonly string[] }>({ tags, ...rest }: T) {
  return { ...rest, ...(tags === undefined ? {} : { tags: [...tags] }) };
}
