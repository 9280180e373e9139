import { createSearchManager } from '../memory/search-manager.ts';
import { answer, numberParam, textParam } from './tool-shape.ts';
import type { ToolShape } from './tool-shape.ts';

/** What hosts call a search of memory; the paths are for `memory_get`. Details: `{results}`. */
export const memorySearch: ToolShape = {
  name: 'memory_search',
  isHosts: true,
  label: 'Search memory',
  description:
    'Search long-term memory and past conversations. Answers snippets with a path; read more of one with memory_get.',
  properties: {
    query: { type: 'string', minLength: 1, description: 'What to look for, in any language.' },
    maxResults: { type: 'integer', minimum: 1, maximum: 200, default: 10 },
    minScore: { type: 'number', minimum: 0, maximum: 1 },
  },
  required: ['query'],
  async run({ parts, identity }, params, signal) {
    const query = textParam(params, 'query');
    if (query === '') return answer('Give a query.', { error: 'missing_param' });
    const manager = createSearchManager(parts(), identity);
    const results = await manager.search(query, {
      maxResults: Math.floor(
        numberParam(params, 'maxResults', { min: 1, max: 200, otherwise: 10 }),
      ),
      minScore: numberParam(params, 'minScore', { min: 0, max: 1, otherwise: 0 }),
      ...(signal === undefined ? {} : { signal }),
    });
    const lines = results.map(({ path, snippet }) => `- ${path}\n  ${snippet}`);
    const text = lines.length === 0 ? 'Nothing relevant is stored in memory.' : lines.join('\n');
    return answer(text, { results });
  },
};
