import type { Hit, MemoryHealth } from '@homarus/memory';
import { reasonsOf, truncate } from '@homarus/base';
import { MemorySearchParams, MemoryStatusParams } from '@homarus/protocol';
import type { MemoryStatusResult } from '@homarus/protocol';

import type { Agents } from '../../agents.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { GatewayPlugins } from '../../plugins/gateway-plugins.ts';
import { chosenAgent } from '../agents/chosen-agent.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';

export interface SearchMethodsDeps extends Pick<PanelDeps, 'memory'> {
  readonly agents: Agents;
  readonly plugins?: Pick<GatewayPlugins, 'searchMemory' | 'memoryPlugin'> | undefined;
}

const maxSnippetChars = 700;
const provider = 'homarus';

/**
 * `memory.search`, `memory.status`, `doctor.memory.status`: the caller's own memory; what is searched is
 * that of the plugin in the place of memory, when it can be.
 */
export function memorySearchMethods(
  { memory, agents, plugins }: SearchMethodsDeps,
  { accountId }: Pick<PanelOptions, 'accountId'>,
): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'memory.search',
      scope: 'operator.read',
      params: MemorySearchParams,
      handle: async ({ query, maxResults: limit, minScore, ...place }, { caller, signal }) => {
        const agentId = chosenAgent(agents, place).id;
        const scope = { accountId, userId: caller.userId, agentId };
        const ofPlugin = await plugins?.searchMemory({
          query,
          agentId,
          userId: caller.userId,
          maxResults: limit,
          minScore: minScore ?? 0,
          signal,
        });
        if (ofPlugin !== undefined) {
          const { pluginId, results } = ofPlugin;
          return { agentId, provider: pluginId, searchMode: 'plugin', results };
        }
        const least = minScore === undefined ? {} : { minScore };
        const { hits, ...found } = await memory.search(scope, query, { limit, signal, ...least });
        const searchMode = searchModeOf(await memory.health());
        return { agentId, provider, searchMode, results: hits.map(toResult), ...found };
      },
    }),
    defineMethod({
      name: 'memory.status',
      scope: 'operator.read',
      params: MemoryStatusParams,
      handle: async (place): Promise<MemoryStatusResult> => {
        const health = await memory.health();
        const plugin = plugins?.memoryPlugin();
        const agentId = chosenAgent(agents, place).id;
        return { agentId, provider, ...toStatus(health), ...(plugin && { plugin }) };
      },
    }),
    defineMethod({
      name: 'doctor.memory.status',
      scope: 'operator.read',
      params: MemoryStatusParams,
      handle: async (place) => ({
        agentId: chosenAgent(agents, place).id,
        provider: plugins?.memoryPlugin() ?? provider,
        embedding: embeddingOf(await memory.health()),
      }),
    }),
  ];
}

function toStatus(health: MemoryHealth) {
  const { isMirrored: agfs, ...same } = health;
  const reasons = reasonsOf(health.issues);
  return { searchMode: searchModeOf(health), ...same, reasons, agfs };
}

function searchModeOf({ embedding }: MemoryHealth): 'hybrid' | 'keyword' {
  return embedding === null ? 'keyword' : 'hybrid';
}

function embeddingOf({ embedding, issues }: MemoryHealth): object {
  if (embedding === null) {
    return { ok: false, error: 'No embedding model is set; memory is searched by words.' };
  }
  const error = issues.find(({ code }) => code === 'embedding_failed')?.message;
  return error === undefined
    ? { ok: true, model: embedding }
    : { ok: false, model: embedding, error };
}

function toResult({ id, uri, score, text, category, createdAt, sessionId }: Hit): object {
  return {
    id,
    path: uri,
    startLine: 1,
    endLine: text.split('\n').length,
    score,
    snippet: truncate(text, maxSnippetChars),
    source: category.startsWith('full_context_') ? 'sessions' : 'memory',
    category,
    createdAt,
    sessionId,
  };
}
