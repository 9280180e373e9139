import { AppError } from '@homarus/base';
import type { IncomingMessage } from '@homarus/memory';
import type { ModelMessage } from '@homarus/models';
import { openLogOf } from '@homarus/sessions';
import type {
  Compaction,
  RunRecord,
  SessionEntry,
  SessionRecord,
  Sessions,
} from '@homarus/sessions';

import { requireResumable, withoutPartialAnswer } from './resumable.ts';
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
  /** Entries of the log that `history` was made of; empty when the caller holds the history. */
  readonly before: readonly SessionEntry[];
  /** What stands for the messages before them. */
  readonly compaction: Compaction | undefined;
  /** What this run logged, in order; grows while it goes on. */
  readonly logged: SessionEntry[];
}

/** More than any window holds; a longer session is not read to its beginning for every turn. */
export const maxHistoryEntries = 400;

/**
 * Opens the session and writes the start of the run with the new messages, in one transaction, before
 * any model is called. Rejects, with nothing stored, with `forbidden` (the session is another
 * person's), `invalid_request` (a tool result that answers no call), `conflict` (the run id is taken,
 * or the run to resume cannot be), `not_found` (it is none of the session).
 */
export async function beginTurn(sessions: Sessions, request: TurnRequest): Promise<BegunTurn> {
  const { sessionKey: key, agentId, userId, resumedRunId: runId } = request;
  const session = await sessions.open({ key, agentId, userId });
  const { before, history, compaction } = await readHistory(sessions, session, request);
  if (runId !== undefined) await requireResumable(sessions, session, { runId, entries: before });
  else if (request.input.length === 0) throw nothingSaid();
  const input = nameToolResults(history, request.input);
  const drafts = input.map((message) => ({ message }));
  const { run, entries } = await sessions.begin(session, request.runId, drafts);
  const messages = history.map(reviveMessage);
  return {
    request,
    session,
    run,
    input,
    history: runId === undefined ? messages : withoutPartialAnswer(messages),
    memoryWindow: history.flatMap((message, index) =>
      toMemoryMessages(before[index] ?? { message, isEcho: false }),
    ),
    before,
    compaction,
    logged: [...entries],
  };
}

interface History extends Pick<BegunTurn, 'before' | 'compaction'> {
  readonly history: readonly ModelMessage[];
}

async function readHistory(
  sessions: Sessions,
  session: SessionRecord,
  request: TurnRequest,
): Promise<History> {
  if (request.history !== undefined) {
    return { history: request.history, before: [], compaction: undefined };
  }
  const sessionId = request.continuedSessionId ?? session.sessionId;
  const log = openLogOf(await sessions.getHistory(sessionId, { limit: maxHistoryEntries }));
  const history = log.entries.map(({ message }) => message);
  return { history, before: log.entries, compaction: log.compaction };
}

function nothingSaid(): AppError {
  return new AppError('invalid_request', 'message: expected a text or an attachment.', {
    details: { path: 'message' },
  });
}
