import type { RunUsage } from '@homarus/agent';
import type { LanguageModel } from '@homarus/models';
import type { ModelUsage, SessionEntry } from '@homarus/sessions';

/** What a run cost, as its log keeps it: its tokens, and how often the model and tools were called. */
export function toModelUsage(
  { provider, modelId }: LanguageModel,
  { inputTokens, outputTokens }: RunUsage,
  logged: readonly SessionEntry[],
): ModelUsage {
  const answers = logged.flatMap(({ message }) => (message.role === 'assistant' ? [message] : []));
  const parts = answers.flatMap(({ content }) => content);
  return {
    provider,
    model: modelId,
    inputTokens,
    outputTokens,
    // What a run's usage does not tell apart.
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    rounds: answers.length,
    toolCalls: parts.filter(({ type }) => type === 'tool-call').length,
  };
}
