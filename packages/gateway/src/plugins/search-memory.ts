import { truncate } from '@homarus/base';
import type { LoadedPlugin, PluginHost } from '@homarus/plugins';
import * as v from 'valibot';

export interface MemoryPluginSearch {
  readonly query: string;
  readonly agentId: string;
  /** Whose memory is asked. */
  readonly userId: string;
  readonly maxResults: number;
  readonly minScore: number;
  readonly signal: AbortSignal;
}

export interface MemoryPluginResults {
  readonly pluginId: string;
  readonly results: readonly MemoryPluginHit[];
}

const Hit = v.object({
  path: v.optional(v.string(), ''),
  startLine: v.optional(v.number(), 1),
  endLine: v.optional(v.number(), 1),
  score: v.optional(v.number(), 0),
  snippet: v.string(),
  source: v.optional(v.string(), 'memory'),
});

export type MemoryPluginHit = v.InferOutput<typeof Hit>;

const maxSnippetChars = 700;

const Runtime = v.looseObject({ getMemorySearchManager: v.function() });
const Manager = v.looseObject({ search: v.function() });

/** The plugin in the place of memory; undefined when there is none, or it does not work. */
export function memoryOwner(host: PluginHost): LoadedPlugin | undefined {
  const owner = host.memoryPlugin();
  if (owner === undefined || owner.registered.memory.length === 0) return undefined;
  return owner.guard.status === 'off' ? undefined : owner;
}

/**
 * Searches by the plugin that has the place of memory. Undefined when it cannot be searched, or fails,
 * which its guard has noted then. Never rejects.
 */
export async function searchMemory(
  host: PluginHost,
  { query, agentId, userId, maxResults, minScore, signal }: MemoryPluginSearch,
): Promise<MemoryPluginResults | undefined> {
  const owner = memoryOwner(host);
  const runtime = owner?.registered.memory
    .map((capability): unknown => capability.runtime)
    .find((one) => v.is(Runtime, one));
  if (owner === undefined || runtime === undefined) return undefined;
  const { guard, hostConfig: cfg } = owner;
  const call = { what: 'memory search', timeoutMs: host.deadlines.method, signal };
  try {
    const found = await guard.call(call, async () => {
      const answer: unknown = await runtime.getMemorySearchManager({ cfg, agentId });
      const manager = managerOf(answer);
      const options = { maxResults, minScore, agentId, requesterSenderId: userId };
      return manager && v.parse(v.array(Hit), await manager.search(query, options));
    });
    if (found === undefined) return undefined;
    const results = found.filter(({ score }) => score >= minScore).slice(0, maxResults);
    return { pluginId: guard.pluginId, results: results.map(shortened) };
  } catch {
    return undefined;
  }
}

/** The manager, itself or in its box; undefined when it has no search. */
function managerOf(answer: unknown): v.InferOutput<typeof Manager> | undefined {
  const isBoxed = typeof answer === 'object' && answer !== null && 'manager' in answer;
  const inner = isBoxed ? answer.manager : answer;
  return v.is(Manager, inner) ? inner : undefined;
}

function shortened(hit: MemoryPluginHit): MemoryPluginHit {
  return { ...hit, snippet: truncate(hit.snippet, maxSnippetChars) };
}
