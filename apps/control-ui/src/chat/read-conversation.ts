import type { ChatHistoryResult, SessionMessage } from '@homarus/protocol';
import { textOfMessage } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

import type { RunNote } from './chat-item.ts';
import type { LiveRun, PendingMessage } from './to-items.ts';

/** A conversation as the gateway has it. */
export interface ReadConversation {
  readonly messages: readonly SessionMessage[];
  /** `<provider>/<model>` that answers where nothing else is chosen. */
  readonly defaultModel: string;
  readonly hasEarlier: boolean;
  readonly live: LiveRun | undefined;
  /** Messages that wait for their turn. */
  readonly pending: readonly PendingMessage[];
  /** How the last run ended, unless well. */
  readonly lastRun: { readonly runId: string; readonly note: RunNote } | undefined;
}

const pageSize = 200;

export async function readConversation(
  client: GatewayClient,
  sessionKey: string,
  { offset = 0, now }: { readonly offset?: number; readonly now: number },
): Promise<ReadConversation> {
  const history = await client.call('chat.history', { sessionKey, limit: pageSize, offset });
  const { inFlightRun } = history;
  return {
    messages: history.messages,
    defaultModel: `${history.defaults.modelProvider}/${history.defaults.model}`,
    hasEarlier: history.hasMore,
    live:
      inFlightRun === undefined
        ? undefined
        : {
            runId: inFlightRun.runId,
            text: inFlightRun.text,
            thinking: '',
            phase: undefined,
            startedAt: inFlightRun.startedAt ?? now,
          },
    pending: history.pendingInputs.items.map(toPending),
    lastRun: offset === 0 ? await readLastRun(client, history) : undefined,
  };
}

async function readLastRun(client: GatewayClient, history: ChatHistoryResult) {
  const { lastRunId: runId } = history.sessionInfo;
  if (runId === undefined || history.inFlightRun !== undefined) return undefined;
  const { status, error } = await client.call('agent.wait', { runId, timeoutMs: 0 });
  if (status !== 'error') return undefined;
  const note: RunNote =
    error === 'aborted'
      ? { outcome: 'aborted' }
      : { outcome: 'failed', ...(error === undefined ? {} : { error }) };
  return { runId, note };
}

function toPending(item: ChatHistoryResult['pendingInputs']['items'][number]): PendingMessage {
  return {
    kind: 'user',
    id: item.runId,
    text: textOfMessage(item.message),
    files: [],
    at: item.acceptedAt,
    waiting: { runId: item.runId, state: 'queued' },
  };
}
