import { AppError, errorText, hasCode, isId, withDeadline } from '@homarus/base';
import type { CompactAnswer as ServerAnswer } from '@homarus/protocol';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import { identityOf, toId } from '../identity.ts';
import type { Parts } from '../parts.ts';
import type { WindowCut } from '../session-notes.ts';
import { compactLocally } from './compact-locally.ts';
import type { CompactAnswer, CompactRequest } from './engine-types.ts';
import { estimateMessages } from './estimate.ts';

/** Of each of the two steps; the server's own limits are 10 and 15 s. */
const stepTimeoutMs = 20_000;
/** How long a compaction waits for turns that have not arrived yet. */
const deliverTimeoutMs = 5000;
const defaultBudget = 32_000;
/** In tokens; a summary needs that much. */
const minRoom = 200;

/**
 * Cuts a conversation that is too long: the memory server learns from what leaves (first step) and
 * sums it up (second step); from the next turn on the window begins after the cut. While the server is
 * away, the cut is made here, from the last window, and made anew when it is back: every message is
 * stored or in the outbox all the while. Never rejects.
 */
export async function compact(parts: Parts, request: CompactRequest): Promise<CompactAnswer> {
  const { settings, log } = parts;
  if (!settings.autoCapture) return compactLocally(parts, request);
  try {
    return await compactOnServer(parts, request);
  } catch (error) {
    log.warn('compaction without the memory server', { error: errorText(error) });
    return compactLocally(parts, request);
  }
}

async function compactOnServer(parts: Parts, request: CompactRequest): Promise<CompactAnswer> {
  const { sessionId, currentTokenCount } = request;
  await deliverAll(parts);
  const answer = await archive(parts, request);
  if (!answer.compacted || answer.summary === null) {
    return { ok: true, compacted: false, reason: answer.reason ?? 'everything fits' };
  }
  const cut: WindowCut = {
    keepFrom: await keepFromOf(parts, request, answer),
    summary: answer.summary,
    origin: 'server',
  };
  await parts.notes.change(sessionId, { isImported: true, cut });
  const tokensBefore = currentTokenCount ?? answer.tokensBefore;
  const saved = answer.tokensBefore - answer.tokensAfter;
  const firstKeptEntryId = hostIdOf(answer) ?? lastQuestionId(parts, sessionId);
  return {
    ok: true,
    compacted: true,
    result: {
      summary: answer.summary,
      ...(firstKeptEntryId === undefined ? {} : { firstKeptEntryId }),
      tokensBefore,
      tokensAfter: Math.max(0, tokensBefore - saved),
    },
  };
}

/** The server has to know all that was said before it sums up. */
async function deliverAll({ deliveries }: Parts): Promise<void> {
  const limit = { timeoutMs: deliverTimeoutMs, name: 'Sending what waits' };
  await withDeadline(limit, () => deliveries.drain());
  const { pending, problem } = await deliveries.report();
  if (pending > 0) throw new AppError('unavailable', problem ?? 'turns wait to be sent');
}

async function archive(parts: Parts, request: CompactRequest): Promise<ServerAnswer> {
  const { force = false } = request;
  const answer = await inTwoSteps(parts, request, { tokenBudget: roomOf(parts, request) });
  if (answer.compacted || !force || answer.reason === 'empty') return answer;
  return inTwoSteps(parts, request, { force: true });
}

/**
 * How many tokens the summary and the messages that stay may have: half of what the host's own part of the
 * prompt (instructions, tools) leaves, so that there is room for what comes.
 */
function roomOf({ conversations }: Parts, request: CompactRequest): number {
  const { window, lastTurn, tokenBudget } = conversations.of(request.sessionId);
  const messages = estimateMessages(window) + estimateMessages(lastTurn);
  // A process that has seen no turn of it knows nothing of its size.
  const seen = messages === 0 ? Number.POSITIVE_INFINITY : messages;
  const all = request.currentTokenCount ?? seen;
  const budget = Math.min(request.tokenBudget ?? tokenBudget ?? defaultBudget, all);
  const fixed = window.length === 0 ? 0 : Math.max(0, all - messages);
  return Math.max(minRoom, Math.floor((budget - fixed) / 2));
}

async function inTwoSteps(
  parts: Parts,
  { sessionId, sessionKey, abortSignal }: CompactRequest,
  how: { readonly tokenBudget?: number; readonly force?: boolean },
): Promise<ServerAnswer> {
  const scope = { ...identityOf(parts.settings, sessionKey), sessionId: toId(sessionId) };
  const call = <T>(
    work: (client: MemoryClient, options: MemoryCallOptions) => Promise<T>,
  ): Promise<T> => {
    const signal = abortSignal === undefined ? {} : { signal: abortSignal };
    return parts.link.call({ timeoutMs: stepTimeoutMs, ...signal }, work);
  };
  const { prepared, prepareToken } = await call((client, options) =>
    client.prepareCompaction(scope, options),
  );
  const token = prepared ? { prepareToken } : {};
  try {
    return await call((client, options) => client.compact({ ...scope, ...token, ...how }, options));
  } catch (error) {
    // Somebody else has used what was prepared: the server does both steps at once.
    if (!hasCode(error, 'conflict')) throw error;
    return call((client, options) => client.compact({ ...scope, ...how }, options));
  }
}

/** When the first message that stays was said; all that was said before now is gone when none stays. */
async function keepFromOf(
  { settings, link, clock }: Parts,
  { sessionId, sessionKey }: CompactRequest,
  { firstKeptMessageId: id }: ServerAnswer,
): Promise<number> {
  if (id === null) return clock.now();
  const scope = { ...identityOf(settings, sessionKey), sessionId: toId(sessionId) };
  const message = await link.call({ timeoutMs: stepTimeoutMs }, (client, options) =>
    client.getMemory({ ...scope, id }, options),
  );
  return message.type === 'message' ? message.createdAt : clock.now();
}

/** Messages that came without an id of the host have one of the server's, which says nothing to the host. */
function hostIdOf({ firstKeptMessageId: id }: ServerAnswer): string | undefined {
  return id === null || isId('message', id) ? undefined : id;
}

/** Hosts that cut by themselves want to know where, also when nothing has to stay. */
function lastQuestionId({ conversations }: Parts, sessionId: string): string | undefined {
  const last = conversations.of(sessionId).window.findLast(({ role }) => role === 'user');
  return typeof last?.id === 'string' ? last.id : undefined;
}
