import type { Tool, ToolContext, ToolResult } from '@homarus/agent';
import { AppError } from '@homarus/base';
import type { PluginTool, PluginToolContext } from '@homarus/plugin-api';
import type { Guard, PluginHost, RegisteredTool } from '@homarus/plugins';

import type { PluginTools } from './gateway-plugins.ts';

/** The tools of all plugins for one agent. Of two with one name the first is there. */
export function pluginToolsFor(
  host: PluginHost,
  agentId: string,
  taken: ReadonlySet<string>,
): readonly PluginTools[] {
  const names = new Set(taken);
  return host.plugins.flatMap(({ plugin, guard, registered }) => {
    if (guard.status === 'off') return [];
    return registered.tools.flatMap((one) =>
      made(guard, one, { agentId }).flatMap((tool) => {
        const problem = nameProblem(tool, names);
        if (problem !== undefined) {
          guard.note(`tool ${tool.name}`, new Error(problem));
          return [];
        }
        names.add(tool.name);
        const { timeoutMs } = { timeoutMs: host.deadlines.tool };
        const offered = toTool(tool, { guard, one, timeoutMs });
        return [{ pluginId: plugin.id, tool: offered, isOptional: one.isOptional }];
      }),
    );
  });
}

function nameProblem({ name }: PluginTool, taken: ReadonlySet<string>): string | undefined {
  if (!/^[\w-]{1,64}$/u.test(name)) return 'the name has other characters than models take';
  return taken.has(name) ? 'the name is taken' : undefined;
}

/** The tools that a registration stands for; none when its factory fails. */
function made(
  guard: Guard,
  { tool }: RegisteredTool,
  context: PluginToolContext,
): readonly PluginTool[] {
  if (typeof tool !== 'function') return [tool];
  try {
    const result = guard.callNow('tool factory', () => tool(context)) ?? [];
    return 'name' in result ? [result] : result;
  } catch {
    return [];
  }
}

interface ToolOwner {
  readonly guard: Guard;
  readonly one: RegisteredTool;
  readonly timeoutMs: number;
}

function toTool(shown: PluginTool, { guard, one, timeoutMs }: ToolOwner): Tool {
  const { name, description, label = name } = shown;
  return {
    name,
    description: description ?? label,
    // Without the symbols that schema builders leave behind.
    parameters: JSON.parse(JSON.stringify(shown.parameters)) as Tool['parameters'],
    timeoutMs,
    run: async (input, context) => {
      const tool = made(guard, one, contextOf(context)).find((each) => each.name === name);
      if (tool === undefined) {
        throw new AppError('unavailable', `${name} is not there for this conversation.`);
      }
      const call = { what: `tool ${name}`, timeoutMs, signal: context.signal };
      const result: unknown = await guard.call(call, (signal) =>
        tool.execute(context.toolCallId, argumentsOf(name, input), signal),
      );
      return toResult(name, result);
    },
  };
}

function contextOf({ agentId, sessionKey, sessionId, runId, userId }: ToolContext) {
  return { agentId, sessionKey, sessionId, runId, requesterSenderId: userId };
}

function argumentsOf(name: string, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input };
  throw new AppError('invalid_request', `The arguments of ${name} must be an object.`);
}

function toResult(name: string, result: unknown): ToolResult {
  if (typeof result === 'string') return { text: result };
  if (typeof result !== 'object' || result === null || !('content' in result)) {
    throw new AppError('unsupported', `${name} answered nothing that can be read.`);
  }
  const { content } = result;
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const texts = parts.flatMap((part) =>
    typeof part === 'object' && part !== null && 'text' in part ? [String(part.text)] : [],
  );
  return {
    text: texts.join('\n'),
    ...('details' in result ? { details: result.details } : {}),
    ...('isError' in result && result.isError === true ? { isError: true } : {}),
  };
}
