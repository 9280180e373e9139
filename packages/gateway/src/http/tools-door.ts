import { parseInput } from '@homarus/protocol';
import { parseSessionKey, toSessionKey } from '@homarus/sessions';
import * as v from 'valibot';

import type { RunTool } from '../methods/tools/invoke-tool.ts';
import { chosenAgent } from '../methods/agents/chosen-agent.ts';
import type { Agents } from '../agents.ts';
import { readJson } from './read-json.ts';
import { agentIdHeader } from './session-choice.ts';

export interface ToolsDoorDeps {
  readonly agents: Agents;
  readonly runTool: RunTool;
}

export interface ToolsDoorOptions {
  readonly defaultUserId: string;
  readonly maxBodyBytes: number;
}

const Body = v.object({
  /** The tool. */
  tool: v.pipe(v.string(), v.nonEmpty()),
  args: v.optional(v.record(v.string(), v.unknown()), {}),
  agentId: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** Whose conversation it takes place in; short keys are those of the agent. */
  sessionKey: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(512))),
});

/** `POST /tools/invoke`: one tool, with the policy of its agent. A tool that fails answers 200, `ok:false`. */
export function createToolsDoor(
  { agents, runTool }: ToolsDoorDeps,
  { defaultUserId, maxBodyBytes }: ToolsDoorOptions,
) {
  return async (request: Request): Promise<Response> => {
    const body = parseInput(Body, await readJson(request, maxBodyBytes));
    const agentId = body.agentId ?? request.headers.get(agentIdHeader) ?? undefined;
    const { id } = chosenAgent(agents, { agentId, sessionKey: body.sessionKey });
    const sessionKey = toFullKey(body.sessionKey, id);
    const { ok, output } = await runTool(
      { name: body.tool, args: body.args, agentId: id, sessionKey },
      { userId: defaultUserId, signal: request.signal },
    );
    return Response.json({ ok, result: output });
  };
}

function toFullKey(given: string | undefined, agentId: string): string {
  if (given === undefined) return toSessionKey({ agentId, rest: 'main' });
  if (!given.startsWith('agent:')) return toSessionKey({ agentId, rest: given });
  parseSessionKey(given);
  return given;
}
