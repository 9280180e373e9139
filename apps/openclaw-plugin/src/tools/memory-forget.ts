import { assertNever } from '@homarus/base';
import type { PluginToolResult } from '@homarus/plugin-api';
import type { ForgetAnswer } from '@homarus/protocol';

import type { Identity } from '../identity.ts';
import type { Parts } from '../parts.ts';
import { callOrQueue } from './call-or-queue.ts';
import { answer, textParam, toolTimeoutMs } from './tool-shape.ts';
import type { ToolShape } from './tool-shape.ts';

/**
 * Details: by id `{action: "deleted" | "not_found" | "queued", id}`; by query `{action: "deleted", rows, id}` when one
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
    if (memoryId !== '') return forgetById(parts(), { ...identity, memoryId }, signal);
    // What has to be looked for cannot wait.
    const call = { timeoutMs: toolTimeoutMs, ...(signal === undefined ? {} : { signal }) };
    const forgotten = await parts().link.call(call, (client, options) =>
      client.forget({ ...identity, query }, options),
    );
    return toResult(forgotten, false);
  },
};

async function forgetById(
  parts: Parts,
  params: Identity & { readonly memoryId: string },
  signal: AbortSignal | undefined,
): Promise<PluginToolResult> {
  const request = { method: 'forget', params, signal } as const;
  const forgotten = await callOrQueue(parts, request, (client, options) =>
    client.forget(params, options),
  );
  if (forgotten !== undefined) return toResult(forgotten, true);
  const { memoryId: id } = params;
  return answer(`The memory cannot be reached now. [${id}] is forgotten when it can be.`, {
    action: 'queued',
    id,
  });
}

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
