import type { Tool, ToolContext, ToolResult } from '@homarus/agent';
import { errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import type { WorkspaceOf } from './files/text-file.ts';

/** Where whole results are kept in a workspace; the oldest beyond `maxKept` are removed. */
export const resultsFolder = '.homarus/results';
const maxKept = 50;

/** What the model reads of a longer result. */
const shownChars = 16_000;

export interface WholeResultDeps {
  readonly workspaceOf: WorkspaceOf;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * A tool whose long results are cut for the model and kept whole in the workspace, where `read` pages
 * them. Its details are `{...details, whole: {path, chars}}` then.
 */
export function withWholeResult(tool: Tool, deps: WholeResultDeps): Tool {
  const { run } = tool;
  if (run === undefined) return tool;
  return {
    ...tool,
    run: async (input, context) => {
      const result = await run(input, context);
      return result.text.length <= shownChars ? result : keepWhole(result, context, deps);
    },
  };
}

async function keepWhole(
  result: ToolResult,
  { agentId, runId, toolCallId }: ToolContext,
  { workspaceOf, clock, log }: WholeResultDeps,
): Promise<ToolResult> {
  const { text } = result;
  const shown = text.slice(0, shownChars).toWellFormed();
  const cut = `\n[Cut: these are the first ${shownChars} of ${text.length} characters.`;
  try {
    const workspace = workspaceOf(agentId);
    const name = `${clock.now().toString(36)}-${runId}-${toolCallId}`.replaceAll(/[^\w-]/gu, '_');
    const { path } = await workspace.write(`${resultsFolder}/${name.slice(0, 200)}.txt`, text);
    const all = await workspace.list(resultsFolder);
    for (const { name: old } of all.slice(0, Math.max(0, all.length - maxKept))) {
      await workspace.remove(`${resultsFolder}/${old}`);
    }
    const details = { ...toRecord(result.details), whole: { path, chars: text.length } };
    return {
      ...result,
      text: `${shown}${cut} The whole is in ${path}; page it with read.]`,
      details,
    };
  } catch (error) {
    log.warn('A long tool result could not be kept', { reason: errorText(error) });
    return { ...result, text: `${shown}${cut}]` };
  }
}

function toRecord(details: unknown): object {
  return typeof details === 'object' && details !== null ? details : { result: details };
}
