import type { Tool, ToolContext, ToolResult } from '@homarus/agent';
import { AppError, errorText } from '@homarus/base';
import type { Clock } from '@homarus/base';
import type { HookContext } from '@homarus/plugin-api';
import type { PluginHost } from '@homarus/plugins';

/** A tool whose calls plugins may stop or change (`before_tool_call`) and hear of (`after_tool_call`). */
export function heardTool(
  { host, clock }: { readonly host: PluginHost; readonly clock: Clock },
  tool: Tool,
): Tool {
  const { run, name: toolName } = tool;
  const isHeard = host.hasHook('before_tool_call') || host.hasHook('after_tool_call');
  if (run === undefined || !isHeard) return tool;
  return {
    ...tool,
    run: async (input, context) => {
      const who = hookContextOf(context);
      const { toolCallId } = context;
      const given = { toolName, toolCallId, params: toParams(input) };
      const params = await decide(host, given, who);
      const startedAt = clock.now();
      const tell = async (outcome: { readonly result?: string; readonly error?: string }) => {
        const durationMs = clock.now() - startedAt;
        const ended = { toolName, toolCallId, params, durationMs, ...outcome };
        await host.runHook('after_tool_call', ended, who);
      };
      try {
        const result: ToolResult = await run(params === given.params ? input : params, context);
        await tell(result.isError === true ? { error: result.text } : { result: result.text });
        return result;
      } catch (error) {
        await tell({ error: errorText(error) });
        throw error;
      }
    },
  };
}

type Params = Readonly<Record<string, unknown>>;

async function decide(
  host: PluginHost,
  event: { readonly toolName: string; readonly toolCallId: string; readonly params: Params },
  who: HookContext,
): Promise<Params> {
  let { params } = event;
  const { answers, failures } = await host.runHook('before_tool_call', event, who);
  if (failures.length > 0) {
    const reason = `a plugin that guards it could not be asked: ${failures.join('; ')}`;
    throw new AppError('forbidden', `${event.toolName} is blocked: ${reason}.`);
  }
  for (const answer of answers) {
    if (answer?.block === true) {
      const reason = answer.blockReason ?? 'no reason was given';
      throw new AppError('forbidden', `A plugin blocked ${event.toolName}: ${reason}.`);
    }
    params = answer?.params ?? params;
  }
  return params;
}

function toParams(input: unknown): Params {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}

function hookContextOf({ agentId, sessionKey, sessionId, runId, userId }: ToolContext) {
  return { agentId, sessionKey, sessionId, runId, senderId: userId };
}
