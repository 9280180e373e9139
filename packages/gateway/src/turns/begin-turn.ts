import type { IncomingMessage } from '@homarus/memory';
import type { ModelMessage } from '@homarus/models';
import type { RunRecord, SessionRecord, Sessions } from '@homarus/sessions';

import { toMemoryMessages } from './to-memory.ts';
import type { TurnRequest } from './turn.ts';
import { nameToolResults, reviveMessage } from './window.ts';

/** A turn whose input is durable. */
export interface BegunTurn {
  readonly request: TurnRequest;
  readonly session: SessionRecord;
  readonly run: RunRecord;
  readonly input: readonly ModelMessage[];
  /** What went before. */
  readonly history: readonly ModelMessage[];
  /** The same for memory, so that it does not recall what the model sees anyway. */
  readonly memoryWindow: readonly IncomingMessage[];
}

/** More than any window holds; a longer session is not read to its beginning for every turn. */
const maxHistoryEntries = 400;

/**
 * Opens the session and writes the start of the run with the new messages, in one transaction, before
 * any model is called. Rejects, with nothing stored, with `forbidden` (the session is another
 * person's), `invalid_request` (a tool result that answers no call), `conflict` (the run id is taken).
 */
export async function beginTurn(sessions: Sessions, request: TurnRequest): Promise<BegunTurn> {
  const { sessionKey: key, agentId, userId } = request;
  const session = await sessions.open({ key, agentId, userId });
  const before = await readHistory(sessions, session, request);
  const messages = before.map((item) => item.message);
  const input = nameToolResults(messages, request.input);
  const drafts = input.map((message) => ({ message }));
  const run = await sessions.begin(session, request.runId, drafts);
  return {
    request,
    session,
    run,
    input,
    history: messages.map(reviveMessage),
    memoryWindow: before.flatMap(toMemoryMessages),
  };
}

async function readHistory(sessions: Sessions, session: SessionRecord, request: TurnRequest) {
  if (request.history !== undefined) {
    return request.history.map((message) => ({ message, isEcho: false }));
  }
  const sessionId = request.continuedSessionId ?? session.sessionId;
  return sessions.getHistory(sessionId, { limit: maxHistoryEntries });
}
