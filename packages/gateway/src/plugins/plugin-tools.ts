import type { Tool, ToolContext, ToolResult } from '@homarus/agent';
import { AppError } from '@homarus/base';
import type { PluginTool, PluginToolContext } from '@homarus/plugin-api';
import { undeclaredTool } from '@homarus/plugins';
import type { Guard, PluginHost, RegisteredTool } from '@homarus/plugins';

import { memoryToolNames } from '../tools/index.ts';
import type { PluginTools } from './gateway-plugins.ts';
import { memoryOwner } from './search-memory.ts';

/**
 * The tools of all plugins for one agent. Of two with one name the first is there; the plugin that has the
 * slot of memory takes the place of the gateway's own memory tools.
 */
export function pluginToolsFor(
  host: PluginHost,
  agentId: string,
  taken: ReadonlySet<string>,
): readonly PluginTools[] {
  const inSlot = memoryOwner(host);
  const left = taken.difference(inSlot === undefined ? new Set() : memoryToolNames);
  const offered = new Set<string>();
  return host.plugins.flatMap((loaded) => {
    const { plugin, guard, registered } = loaded;
    if (guard.status === 'off') return [];
    const names = new Set([...offered, ...(loaded === inSlot ? left : taken)]);
    return registered.tools.flatMap((one) =>
      made(guard, one, { agentId }).flatMap((tool) => {
        const problem =
          nameProblem(tool, names) ?? undeclaredTool(plugin.tools, tool.name) ?? sizeProblem(tool);
        if (problem !== undefined) {
          guard.note(`tool ${tool.name}`, new Error(problem));
          return [];
        }
        names.add(tool.name);
        offered.add(tool.name);
        const guarded = toTool(tool, { guard, one, timeoutMs: host.deadlines.tool });
        return [{ pluginId: plugin.id, tool: guarded, isOptional: one.isOptional }];
      }),
    );
  });
}

function nameProblem({ name }: PluginTool, taken: ReadonlySet<string>): string | undefined {
  if (!/^[\w-]{1,64}$/u.test(name)) return 'the name has other characters than models take';
  return taken.has(name) ? 'the name is taken' : undefined;
}

/** Every turn of the agent pays for what a tool says of itself, in characters. */
const maxDescription = 8000;
const maxParameters = 64_000;

function sizeProblem({ description, parameters }: PluginTool): string | undefined {
  if ((jsonLength(description) ?? 0) > maxDescription) {
    return `the description has more than ${maxDescription} characters`;
  }
  const length = jsonLength(parameters);
  if (length === undefined) return 'the parameters are no JSON Schema';
  return length > maxParameters ? `the parameters are longer than ${maxParameters}` : undefined;
}

/** Undefined for what cannot be written as JSON. */
function jsonLength(value: unknown): number | undefined {
  try {
    return (JSON.stringify(value) as string | undefined)?.length;
  } catch {
    return undefined;
  }
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
  return {
    text: textOfParts(result.content),
    ...('details' in result ? { details: boundedDetails(result.details) } : {}),
    ...('isError' in result && result.isError === true ? { isError: true } : {}),
  };
}

/** What a result may have in characters: more is cut, before the model's own limit. */
const maxText = 5_000_000;
const maxDetails = 64_000;

function textOfParts(content: unknown): string {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  let text = '';
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || !('text' in part)) continue;
    text += `${text === '' ? '' : '\n'}${String(part.text)}`;
    if (text.length > maxText) return text.slice(0, maxText).toWellFormed();
  }
  return text;
}

/** Details go into events and the log: those that are too long, or no JSON, are left out. */
function boundedDetails(details: unknown): unknown {
  const length = jsonLength(details);
  if (length !== undefined && length <= maxDetails) return details;
  return { left_out: length === undefined ? 'no JSON' : `${length} characters` };
}
