import { AppError } from '@homarus/base';
import type { Ids } from '@homarus/base';
import type { SessionStore } from '@homarus/sessions';

import type { Toolbox } from '../../tools/toolbox.ts';

export interface InvokeToolDeps {
  readonly toolbox: Toolbox;
  readonly sessions: Pick<SessionStore, 'getByKey'>;
  readonly ids: Ids;
  readonly accountId: string;
}

export interface ToolInvocation {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly agentId: string;
  readonly sessionKey: string;
}

/** Whom a tool is run for. */
export interface ToolRunner {
  readonly userId: string;
  readonly signal: AbortSignal;
}

export interface InvokedTool {
  readonly ok: boolean;
  readonly toolName: string;
  readonly output: object;
  readonly source: 'core';
}

/** {@link invokeTool} with what it works with. */
export type RunTool = (invocation: ToolInvocation, runner: ToolRunner) => Promise<InvokedTool>;

/**
 * Runs one tool for a person, with the policy of the agent: what the agent may not do, they cannot do
 * through it. `forbidden` for a session of another person, `not_found` for a tool the agent lacks.
 */
export async function invokeTool(
  { toolbox, sessions, ids, accountId }: InvokeToolDeps,
  { name, args, agentId, sessionKey }: ToolInvocation,
  { userId, signal }: ToolRunner,
): Promise<InvokedTool> {
  const session = await sessions.getByKey(accountId, sessionKey);
  if (session !== undefined && session.userId !== userId) {
    throw new AppError('forbidden', 'sessionKey: this session belongs to another person.', {
      details: { path: 'sessionKey' },
    });
  }
  const tools = await toolbox.toolsOf(agentId);
  const tool = tools.find((known) => known.name === name);
  if (tool?.run === undefined) {
    const known = tools.map((one) => one.name).join(', ');
    throw new AppError('not_found', `name: the agent has no tool '${name}'. It has: ${known}.`, {
      details: { path: 'name' },
    });
  }
  const result = await tool.run(args, {
    runId: ids.next('run'),
    agentId,
    userId,
    sessionKey,
    sessionId: session?.sessionId ?? ids.next('session'),
    toolCallId: ids.next('request'),
    signal,
  });
  const output = { content: [{ type: 'text', text: result.text }], details: result.details };
  return { ok: result.isError !== true, toolName: name, output, source: 'core' };
}
