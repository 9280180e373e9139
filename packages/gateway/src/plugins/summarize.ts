import { AppError, errorText, estimateTokens } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { PluginHost } from '@homarus/plugins';

import type { SummarizeEntries, TurnPlugins } from '../turns/turn-plugins.ts';
import { toPluginMessages } from './plugin-messages.ts';

/** Asks the compaction provider of the slot for summaries. */
export function createSummarize({
  host,
  log,
}: {
  readonly host: PluginHost;
  readonly log: Logger;
}): TurnPlugins['summarize'] {
  return async ({ entries, previousSummary, maxTokens }) => {
    const owner = host.compactionProvider();
    if (owner === undefined) return undefined;
    const { guard, offer } = owner;
    const messages = entries.flatMap(({ message, position, createdAt }) =>
      toPluginMessages(message, { id: `entry${position}`, timestamp: createdAt }),
    );
    const what = `compaction provider ${offer.id}`;
    const earlier = previousSummary === undefined ? {} : { previousSummary };
    try {
      return await guard.call({ what, timeoutMs: host.deadlines.compaction }, async (signal) =>
        requireSummary(await offer.summarize({ messages, ...earlier, signal }), maxTokens),
      );
    } catch (error) {
      const reason = errorText(error);
      log.warn('Compacting by memory in place of the plugin', { plugin: guard.pluginId, reason });
      return undefined;
    }
  };
}

function requireSummary(answer: unknown, maxTokens: SummarizeEntries['maxTokens']): string {
  const summary = typeof answer === 'string' ? answer.trim() : '';
  if (summary === '') throw new AppError('invalid_request', 'summarize() answered no text.');
  const tokens = estimateTokens(summary);
  if (tokens <= maxTokens) return summary;
  throw new AppError(
    'invalid_request',
    `summarize() answered about ${tokens} tokens where at most ${maxTokens} are of use.`,
  );
}
