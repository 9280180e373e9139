import type { MemoryPromptBuilder } from '@homarus/plugin-api';
import type { PluginHost } from '@homarus/plugins';

import type { PromptRequest } from '../turns/turn-plugins.ts';
import { toPluginMessages } from './plugin-messages.ts';
import { memoryOwner } from './search-memory.ts';

/** What one plugin may put into a system prompt, in characters. */
const maxAddition = 8000;

/** What plugins say to the model: handlers of `before_prompt_build`, and about their memories. */
export async function promptAddition(host: PluginHost, request: PromptRequest): Promise<string> {
  const memory = memoryPrompts(host, new Set(request.tools));
  if (!host.hasHook('before_prompt_build')) return memory;
  const { facts, sessionId, prompt } = request;
  const { agentId, sessionKey, runId, userId: senderId } = facts;
  const messages = request.messages.flatMap((message) => toPluginMessages(message));
  const { answers } = await host.runHook(
    'before_prompt_build',
    { prompt, messages },
    { agentId, sessionKey, sessionId, runId, senderId },
  );
  const texts = answers.flatMap((answer) =>
    [
      answer?.prependSystemContext,
      answer?.appendSystemContext,
      answer?.prependContext,
      answer?.appendContext,
    ]
      .filter((text) => typeof text === 'string')
      .map((text) => text.slice(0, maxAddition)),
  );
  return [memory, ...texts].filter((text) => text !== '').join('\n\n');
}

/** Of supplements, and of the plugin that has the slot of memory. */
function memoryPrompts(host: PluginHost, availableTools: ReadonlySet<string>): string {
  const inSlot = memoryOwner(host);
  const built = host.plugins.flatMap((loaded) => {
    const { guard, registered } = loaded;
    const capabilities = loaded === inSlot ? registered.memory : [];
    const builders = [
      ...capabilities.flatMap(({ promptBuilder }) => promptBuilder ?? []),
      ...registered.memoryPrompts,
    ];
    return builders.map((builder) => {
      const build = (): string => linesOf(builder, availableTools);
      try {
        return guard.callNow('memory prompt', build).slice(0, maxAddition);
      } catch {
        return '';
      }
    });
  });
  return built.filter((text) => text !== '').join('\n\n');
}

function linesOf(builder: MemoryPromptBuilder, availableTools: ReadonlySet<string>): string {
  return builder({ availableTools }).join('\n').trim();
}
