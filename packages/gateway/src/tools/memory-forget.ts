import { defineTool } from '@homarus/agent';
import type { Tool, ToolResult } from '@homarus/agent';
import { assertNever } from '@homarus/base';
import type { ForgetRequest, ForgetResult, MemoryService, Queued } from '@homarus/memory';
import * as v from 'valibot';

import { scopeOf } from './scope.ts';

const Input = v.object({
  memoryId: v.optional(
    v.pipe(v.string(), v.description('The id of the memory, when it is known.')),
  ),
  query: v.optional(v.pipe(v.string(), v.description('What the memory says, otherwise.'))),
});

/**
 * Forgets a memory. Details: by id `{action: "deleted" | "not_found" | "queued", id}`; by query
 * `{action: "deleted", rows, id}` when one match is beyond doubt, `{action: "candidates", candidates}`
 * when several may be meant, `{found: 0}` when none is; `{error: "missing_param"}` without either.
 */
export function memoryForgetTool(memory: MemoryService, accountId: string): Tool {
  return defineTool({
    name: 'memory_forget',
    description:
      'Forget something in long-term memory, when the user asks for it. Give the id, or words of what to forget; when several memories match, ask the user which one is meant.',
    input: Input,
    async execute(input, context) {
      const request = toRequest(input);
      if (request === undefined) {
        return {
          text: 'Give memoryId or query.',
          details: { error: 'missing_param' },
          isError: true,
        };
      }
      const result = await memory.forget(scopeOf(accountId, context), request);
      return toResult(request, result);
    },
  });
}

function toRequest(input: v.InferOutput<typeof Input>): ForgetRequest | undefined {
  if (input.memoryId !== undefined && input.memoryId !== '') return { memoryId: input.memoryId };
  if (input.query !== undefined && input.query.trim() !== '') return { query: input.query };
  return undefined;
}

function toResult(request: ForgetRequest, result: ForgetResult | Queued): ToolResult {
  switch (result.action) {
    case 'deleted': {
      const { action, id, rows } = result;
      const details = 'memoryId' in request ? { action, id } : { action, rows, id };
      return { text: `Forgotten: [${id}].`, details };
    }
    case 'not_found':
      return {
        text: `There is no memory [${result.id}].`,
        details: { action: 'not_found', id: result.id },
      };
    case 'queued': {
      const id = 'memoryId' in request ? request.memoryId : '';
      return {
        text: `The memory cannot be reached now. [${id}] is forgotten when it can be.`,
        details: { action: 'queued', id },
      };
    }
    case 'candidates': {
      const lines = result.candidates.map(({ id, text }) => `- [${id}] ${text}`);
      return {
        text: `Several memories may be meant; nothing was forgotten:\n${lines.join('\n')}`,
        details: { action: 'candidates', candidates: result.candidates },
      };
    }
    case 'nothing_found':
      return { text: 'No memory says that.', details: { found: 0 } };
    default:
      return assertNever(result);
  }
}
