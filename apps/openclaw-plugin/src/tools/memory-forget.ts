import { hasCode } from '@homarus/base';
import { memoryCategories } from '@homarus/memory';
import type { PluginToolResult } from '@homarus/plugin-api';

import { answer, textParam, toolTimeoutMs } from './tool-shape.ts';
import type { ToolScope, ToolShape } from './tool-shape.ts';

/** A match is beyond doubt when it is this good and this much better than the second. */
const certainScore = 0.9;
const clearMargin = 0.15;
const maxCandidates = 5;

/**
 * Details: by id `{action: "deleted" | "not_found", id}`; by query `{action: "deleted", rows, id}` when one
 * match is beyond doubt, `{action: "candidates", candidates}` when several may be meant, `{found: 0}` when
 * none is; `{error: "missing_param"}` without either.
 */
export const memoryForget: ToolShape = {
  name: 'memory_forget',
  label: 'Forget',
  description:
    'Forget something in long-term memory, when the user asks for it. Give the id, or words of what to forget; when several memories match, ask the user which one is meant.',
  properties: {
    memoryId: { type: 'string', description: 'The id of the memory, when it is known.' },
    query: { type: 'string', description: 'What the memory says, otherwise.' },
  },
  async run(scope, params, signal) {
    const id = textParam(params, 'memoryId');
    if (id !== '') {
      const isGone = await forget(scope, id, signal);
      return isGone
        ? answer(`Forgotten: [${id}].`, { action: 'deleted', id })
        : answer(`There is no memory [${id}].`, { action: 'not_found', id });
    }
    const query = textParam(params, 'query');
    if (query === '') return answer('Give memoryId or query.', { error: 'missing_param' });
    return forgetByQuery(scope, query, signal);
  },
};

async function forgetByQuery(
  scope: ToolScope,
  query: string,
  signal: AbortSignal | undefined,
): Promise<PluginToolResult> {
  const { hits } = await scope
    .parts()
    .link.call(callOf(signal), (client, options) =>
      client.searchMemory(
        { ...scope.identity, query, limit: maxCandidates, categories: [...memoryCategories] },
        options,
      ),
    );
  const [first, second] = hits;
  if (first === undefined) return answer('No memory says that.', { found: 0 });
  const isClear = second === undefined || first.score - second.score >= clearMargin;
  if (first.score > certainScore && isClear) {
    const rows = (await forget(scope, first.id, signal)) ? 1 : 0;
    return answer(`Forgotten: [${first.id}].`, { action: 'deleted', rows, id: first.id });
  }
  const candidates = hits.map(({ id, text, category, score }) => ({ id, text, category, score }));
  const lines = candidates.map(({ id, text }) => `- [${id}] ${text}`);
  return answer(`Several memories may be meant; nothing was forgotten:\n${lines.join('\n')}`, {
    action: 'candidates',
    candidates,
  });
}

/** False when there is no such memory. */
async function forget(
  { parts, identity }: ToolScope,
  id: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await parts().link.call(callOf(signal), (client, options) =>
      client.memories.forget(id, identity, options),
    );
    return true;
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}

function callOf(signal: AbortSignal | undefined) {
  return { timeoutMs: toolTimeoutMs, ...(signal === undefined ? {} : { signal }) };
}
