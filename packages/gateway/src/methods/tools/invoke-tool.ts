import { AppError } from '@homarus/base';
import type { Ids } from '@homarus/base';
import type { SessionStore } from '@homarus/sessions';

import type { MethodCall } from '../../rpc/method.ts';
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

/**
 * Runs one tool for a person, with the policy of the agent: what the agent may not do, they cannot do
 * through it. `forbidden` for a session of another person, `not_found` for a tool the agent lacks.
 */
export async function invokeTool(
  { toolbox, sessions, ids, accountId }: InvokeToolDeps,
  { name, args, agentId, sessionKey }: ToolInvocation,
  { caller, signal }: MethodCall,
): Promise<object> {
  const session = await sessions.getByKey(accountId, sessionKey);
  if (session !== undefined && session.userId !== caller.userId) {
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
    userId: caller.userId,
    sessionKey,
    sessionId: session?.sessionId ?? ids.next('session'),
    toolCallId: ids.next('request'),
    signal,
  });
  const output = { content: [{ type: 'text', text: result.text }], details: result.details };
  return { ok: result.isError !== true, toolName: name, output, source: 'core' };
}
