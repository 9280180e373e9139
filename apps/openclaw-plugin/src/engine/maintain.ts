import { errorText } from '@homarus/base';

import { toWindowMessages } from '../host/to-memory-message.ts';
import { identityOf, toId } from '../identity.ts';
import type { Parts } from '../parts.ts';
import { compact } from './compact.ts';
import type { MaintainRequest } from './engine-types.ts';
import { estimateMessages } from './estimate.ts';

/** The share of its budget from which on a window is compacted while nobody waits. */
const fullShare = 0.8;
const prefetchTimeoutMs = 5000;
const maxPrefetch = 8000;

/** What can be done between two turns: send what waits, search ahead, make room. Never rejects. */
export async function maintain(parts: Parts, request: MaintainRequest): Promise<void> {
  try {
    await parts.deliveries.drain();
    await prefetch(parts, request);
    if (await needsCompaction(parts, request)) await compact(parts, toCompactRequest(request));
  } catch (error) {
    parts.log.warn('maintenance was not finished', { error: errorText(error) });
  }
}

async function prefetch(
  { settings, link, conversations }: Parts,
  { sessionId, sessionKey }: MaintainRequest,
): Promise<void> {
  const messages = toWindowMessages(conversations.of(sessionId).lastTurn, maxPrefetch);
  if (!settings.prefetchEnabled || !settings.autoRecall || messages.length === 0) return;
  const scope = { ...identityOf(settings, sessionKey), sessionId: toId(sessionId) };
  const call = { timeoutMs: prefetchTimeoutMs, isHasty: true };
  const asked = link.call(call, (client, options) =>
    client.prefetch({ ...scope, messages, topK: settings.prefetchTopK }, options),
  );
  // The next turn searches by itself.
  await asked.catch(() => undefined);
}

async function needsCompaction(parts: Parts, request: MaintainRequest): Promise<boolean> {
  const { settings, notes, link, conversations } = parts;
  const { sessionId, runtimeContext } = request;
  if (!settings.ownsCompaction) return false;
  const { cut } = await notes.get(sessionId);
  if (cut?.origin === 'local' && settings.autoCapture && link.report.status === 'up') return true;
  const { windowTokens, lastTurn, tokenBudget } = conversations.of(sessionId);
  const budget = runtimeContext?.tokenBudget ?? tokenBudget;
  const tokens = runtimeContext?.currentTokenCount ?? windowTokens + estimateMessages(lastTurn);
  return budget !== undefined && tokens > budget * fullShare;
}

function toCompactRequest({ runtimeContext, ...request }: MaintainRequest) {
  const { tokenBudget, currentTokenCount } = runtimeContext ?? {};
  return {
    ...request,
    ...(tokenBudget === undefined ? {} : { tokenBudget }),
    ...(currentTokenCount === undefined ? {} : { currentTokenCount }),
  };
}
