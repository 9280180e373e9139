import { assertNever } from '@homarus/base';
import type { PluginToolResult } from '@homarus/plugin-api';
import type { ForgetAnswer } from '@homarus/protocol';

import { answer, textParam, toolTimeoutMs } from './tool-shape.ts';
import type { ToolShape } from './tool-shape.ts';

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
  async run({ parts, identity }, params, signal) {
    const memoryId = textParam(params, 'memoryId');
    const query = textParam(params, 'query');
    if (memoryId === '' && query === '') {
      return answer('Give memoryId or query.', { error: 'missing_param' });
    }
    const request = memoryId === '' ? { query } : { memoryId };
    const call = { timeoutMs: toolTimeoutMs, ...(signal === undefined ? {} : { signal }) };
    const forgotten = await parts().link.call(call, (client, options) =>
      client.forget({ ...identity, ...request }, options),
    );
    return toResult(forgotten, memoryId !== '');
  },
};

function toResult(forgotten: ForgetAnswer, isById: boolean): PluginToolResult {
  switch (forgotten.action) {
    case 'deleted': {
      const { action, id, rows } = forgotten;
      return answer(`Forgotten: [${id}].`, isById ? { action, id } : { action, rows, id });
    }
    case 'not_found': {
      const { action, id } = forgotten;
      return answer(`There is no memory [${id}].`, { action, id });
    }
    case 'candidates': {
      const { action, candidates } = forgotten;
      const lines = candidates.map(({ id, text }) => `- [${id}] ${text}`);
      const head = 'Several memories may be meant; nothing was forgotten:';
      return answer([head, ...lines].join('\n'), { action, candidates });
    }
    case 'nothing_found':
      return answer('No memory says that.', { found: 0 });
    default:
      return assertNever(forgotten);
  }
}
