import { AppError, errorText } from '@homarus/base';
import type { LanguageModel, ModelStreamPart } from '@homarus/models';
import type { PluginCommand } from '@homarus/plugin-api';
import type { LoadedPlugin, PluginHost } from '@homarus/plugins';

import type { TurnFacts } from '../turns/turn.ts';

interface OwnedCommand {
  readonly loaded: LoadedPlugin;
  readonly command: PluginCommand;
  readonly args: string;
}

/**
 * What answers a message that is a command of a plugin (`/name args`) in the model's place, so that
 * the answer is logged, streamed and remembered as any other. Undefined for every other message.
 */
export function commandModel(
  host: PluginHost,
  prompt: string,
  facts: TurnFacts,
): LanguageModel | undefined {
  const found = findCommand(host, prompt);
  if (found === undefined) return undefined;
  const { loaded, command } = found;
  return {
    specificationVersion: 'v4',
    provider: 'plugin',
    modelId: `${loaded.plugin.id}/${command.name}`,
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('Commands of plugins are streamed only.')),
    doStream: async ({ abortSignal }) => {
      const text = await run(host, found, { prompt, facts, signal: abortSignal });
      return { stream: toStream(partsOf(text)) };
    },
  };
}

function findCommand(host: PluginHost, prompt: string): OwnedCommand | undefined {
  const [, name, args = ''] = /^\/([\w-]+)(?:\s+(.*))?$/su.exec(prompt.trim()) ?? [];
  if (name === undefined) return undefined;
  for (const loaded of host.plugins) {
    const command = loaded.registered.commands.find((known) => known.name === name);
    if (command !== undefined && loaded.guard.status !== 'off') return { loaded, command, args };
  }
  return undefined;
}

interface CommandRun {
  readonly prompt: string;
  readonly facts: TurnFacts;
  readonly signal: AbortSignal | undefined;
}

async function run(
  { deadlines }: PluginHost,
  { loaded: { guard }, command, args }: OwnedCommand,
  { prompt, facts, signal }: CommandRun,
): Promise<string> {
  const { userId: senderId, sessionKey, agentId } = facts;
  const context = { args, commandBody: prompt.trim(), senderId, sessionKey, agentId };
  const call = { what: `command /${command.name}`, timeoutMs: deadlines.command, signal };
  try {
    const { text } = await guard.call(call, () => command.handler(context));
    return text ?? '';
  } catch (error) {
    const reason = `/${command.name} of the plugin ${guard.pluginId} failed: ${errorText(error)}`;
    throw new AppError('unavailable', reason, { cause: error, retryable: false });
  }
}

function toStream(parts: readonly ModelStreamPart[]): ReadableStream<ModelStreamPart> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

function partsOf(text: string): readonly ModelStreamPart[] {
  const none = { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 };
  return [
    { type: 'text-start', id: 'text' },
    { type: 'text-delta', id: 'text', delta: text },
    { type: 'text-end', id: 'text' },
    {
      type: 'finish',
      usage: { inputTokens: none, outputTokens: { total: 0, text: 0, reasoning: 0 } },
      finishReason: { unified: 'stop', raw: undefined },
    },
  ];
}
