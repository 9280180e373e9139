import { createSearchManager } from '../memory/search-manager.ts';
import { answer, numberParam, textParam } from './tool-shape.ts';
import type { ToolShape } from './tool-shape.ts';

const most = Number.MAX_SAFE_INTEGER;

/** Details: `{path, text}`, and `disabled` never: a path that is not there is an error the model reads. */
export const memoryGet: ToolShape = {
  name: 'memory_get',
  isHosts: true,
  label: 'Read memory',
  description: 'Read one memory or past message by its path, as memory_search answers it.',
  properties: {
    path: { type: 'string', minLength: 1, description: 'A path of memory_search (ctx://...).' },
    from: { type: 'integer', minimum: 1, description: 'First line; default 1.' },
    lines: { type: 'integer', minimum: 1, description: 'How many lines; default all.' },
  },
  required: ['path'],
  async run({ parts, identity }, params) {
    const relPath = textParam(params, 'path');
    if (relPath === '') return answer('Give a path.', { error: 'missing_param' });
    const { status, ...read } = await createSearchManager(parts(), identity).readFile({
      relPath,
      from: Math.floor(numberParam(params, 'from', { min: 1, max: most, otherwise: 1 })),
      lines: Math.floor(numberParam(params, 'lines', { min: 1, max: most, otherwise: most })),
    });
    if (status === 'not_found') return answer(`Nothing is stored at ${relPath}.`, { status });
    return answer(read.text, { status, ...read });
  },
};
