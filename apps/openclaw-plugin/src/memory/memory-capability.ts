import type { MemoryCapability } from '@homarus/plugin-api';

import { identityOf } from '../identity.ts';
import type { Identity } from '../identity.ts';
import type { Parts } from '../parts.ts';
import { createSearchManager } from './search-manager.ts';
import type { SearchResult } from './search-manager.ts';

interface AuthorizeRequest {
  readonly agentId: string;
  readonly requesterSessionKey?: string | undefined;
  readonly sandboxed: boolean;
  readonly hits: readonly SearchResult[];
}

/** What the slot `memory` of a host gets: its search, and a word to the model about the tools. */
export function memoryCapability(parts: () => Parts): MemoryCapability {
  const ownIdentity = (agentId: string): Identity =>
    identityOf(parts().settings, `agent:${agentId}:main`);
  return {
    promptBuilder: ({ availableTools }) =>
      availableTools.has('memory_recall') || availableTools.has('memory_search')
        ? [
            '## Memory',
            'What long-term memory holds for this question has been recalled already and is marked as such. When the answer may depend on something else that was told before, look with memory_recall. Store with memory_store and forget with memory_forget when the user asks for it; every conversation is kept by itself.',
            '',
          ]
        : [],
    // Turns are kept as they end: there is nothing to write down before a compaction.
    flushPlanResolver: () => null,
    runtime: {
      getMemorySearchManager: ({ agentId }: { readonly agentId: string }) =>
        Promise.resolve({ manager: createSearchManager(parts(), ownIdentity(agentId)) }),
      resolveMemoryBackendConfig: () => ({ backend: 'builtin' as const }),
      authorizeSearchHits: ({ hits, ...request }: AuthorizeRequest) =>
        Promise.resolve(
          maySeeSessions(parts(), request)
            ? [...hits]
            : hits.filter(({ source }) => source !== 'sessions'),
        ),
      closeAllMemorySearchManagers: () => Promise.resolve(),
    },
  };
}

/** The search is that of the agent's own person: a guest or a group sees none of what was said there. */
function maySeeSessions(
  { settings }: Parts,
  { agentId, requesterSessionKey, sandboxed }: Omit<AuthorizeRequest, 'hits'>,
): boolean {
  if (sandboxed) return false;
  const own = identityOf(settings, `agent:${agentId}:main`);
  const requester =
    requesterSessionKey === undefined ? own : identityOf(settings, requesterSessionKey);
  return requester.userId === own.userId;
}
