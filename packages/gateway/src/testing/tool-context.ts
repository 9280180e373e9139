import type { Tool, ToolContext, ToolResult } from '@homarus/agent';

/** What a tool knows of a turn of the agent `main` with Ann. */
export function toolContext(given: Partial<ToolContext> = {}): ToolContext {
  return {
    runId: 'run_1',
    agentId: 'main',
    userId: 'ann',
    sessionKey: 'agent:main:main',
    sessionId: 'ses_1',
    toolCallId: 'call_1',
    signal: new AbortController().signal,
    ...given,
  };
}

/** Runs a tool as a turn would. */
export function runTool(
  tool: Tool,
  input: unknown,
  given: Partial<ToolContext> = {},
): Promise<ToolResult> {
  if (tool.run === undefined) throw new Error(`${tool.name} is the caller's own.`);
  return tool.run(input, toolContext(given));
}
