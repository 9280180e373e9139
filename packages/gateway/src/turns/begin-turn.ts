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

import { followsOn } from './hot-logs.ts';
import type { HotLogs } from './hot-logs.ts';
import { requireResumable, withoutPartialAnswer } from './resumable.ts';
import { toMemoryMessages } from './to-memory.ts';
import type { TurnRequest } from './turn.ts';
import { nameToolResults, reviveMessage } from './window.ts';

/** A turn that may begin: nothing of it is stored yet. */
export interface OpenedTurn extends Past {
  readonly request: TurnRequest;
  readonly session: SessionRecord;
  readonly input: readonly ModelMessage[];
  /** The end of the log as it is known; it may be behind. */
  readonly log: readonly SessionEntry[];
  /** Whether it has just been read. */
  readonly isRead: boolean;
}

/** What went before a turn. */
interface Past {
  readonly history: readonly ModelMessage[];
  /** The same for memory, so that it does not recall what the model sees anyway. */
  readonly memoryWindow: readonly IncomingMessage[];
  /** Entries of the log that `history` was made of; empty when the caller holds the history. */
  readonly before: readonly SessionEntry[];
  /** What stands for the messages before them. */
  readonly compaction: Compaction | undefined;
}

/** A turn whose input is durable. */
export interface BegunTurn extends Past {
  readonly request: TurnRequest;
  readonly session: SessionRecord;
  readonly run: RunRecord;
  readonly input: readonly ModelMessage[];
  /** The end of the log before the run, as it stands there; undefined when the turn went on with another. */
  readonly tail: readonly SessionEntry[] | undefined;
  /** What this run logged, in order; grows while it goes on. */
  readonly logged: SessionEntry[];
}

/** More than any window holds; a longer session is not read to its beginning for every turn. */
export const maxHistoryEntries = 400;

export interface BeginTurnDeps {
  readonly sessions: Sessions;
  readonly hotLogs: HotLogs;
}

/**
 * Opens the session and reads what went before. Rejects with `forbidden` (the session is another
 * person's), `invalid_request` (a tool result that answers no call), `conflict` (the run to resume
 * cannot be), `not_found` (it is none of the session).
 */
export async function openTurn(
  { sessions, hotLogs }: BeginTurnDeps,
  request: TurnRequest,
): Promise<OpenedTurn> {
  const { sessionKey: key, agentId, userId } = request;
  const session = await sessions.open({ key, agentId, userId });
  const known = isPlain(request) ? hotLogs.get(session.sessionId) : undefined;
  const log = known ?? (await readLog(sessions, session, request));
  await checkInput(sessions, session, { request, log });
  const input = nameToolResults(messagesOf(log, request), request.input);
  return { request, session, input, log, isRead: known === undefined, ...pastOf(log, request) };
}

/**
 * Writes the start of the run with the new messages, in one transaction, before any model is called.
 * Rejects with `conflict`, with nothing stored, when the run id is taken.
 */
export async function beginTurn(
  { sessions }: BeginTurnDeps,
  { isRead, log, ...opened }: OpenedTurn,
): Promise<BegunTurn> {
  const { request, session, input } = opened;
  const drafts = input.map((message) => ({ message }));
  const { run, entries } = await sessions.begin(session, request.runId, drafts, {
    isPending: request.isPending ?? false,
  });
  const isCurrent = isRead || followsOn(log, entries);
  const tail = isCurrent ? log : await readLog(sessions, session, request, entries[0]?.position);
  return {
    ...opened,
    ...(isCurrent ? {} : pastOf(tail, request)),
    run,
    tail: isPlain(request) ? tail : undefined,
    logged: [...entries],
  };
}

function pastOf(log: readonly SessionEntry[], request: TurnRequest): Past {
  const { entries: before, compaction, replaced } = openLogOf(log, request.input[0]);
  const history = messagesOf(before, request);
  const messages = history.map(reviveMessage);
  return {
    history: request.resumedRunId === undefined ? messages : withoutPartialAnswer(messages),
    memoryWindow: [
      // Nor is it to bring back what a person has taken back.
      ...replaced.flatMap(toMemoryMessages),
      ...history.flatMap((message, index) =>
        toMemoryMessages(before[index] ?? { message, isEcho: false }),
      ),
    ],
    before,
    compaction,
  };
}

/** Goes on with the log of its own session. */
function isPlain({ history, continuedSessionId, resumedRunId }: TurnRequest): boolean {
  return [history, continuedSessionId, resumedRunId].every((value) => value === undefined);
}

async function checkInput(
  sessions: Sessions,
  session: SessionRecord,
  { request, log }: { readonly request: TurnRequest; readonly log: readonly SessionEntry[] },
): Promise<void> {
  const { resumedRunId: runId } = request;
  if (runId !== undefined) await requireResumable(sessions, session, { runId, entries: log });
  else if (request.input.length === 0) throw nothingSaid();
}

/** The end of the log that the turn goes on with; none when the caller holds the history. */
async function readLog(
  sessions: Sessions,
  session: SessionRecord,
  request: TurnRequest,
  beforePosition?: number,
): Promise<readonly SessionEntry[]> {
  if (request.history !== undefined) return [];
  return sessions.getHistory(request.continuedSessionId ?? session.sessionId, {
    limit: maxHistoryEntries,
    ...(beforePosition === undefined ? {} : { beforePosition }),
  });
}

function messagesOf(
  entries: readonly SessionEntry[],
  { history }: TurnRequest,
): readonly ModelMessage[] {
  return history ?? entries.map(({ message }) => message);
}

function nothingSaid(): AppError {
  return new AppError('invalid_request', 'message: expected a text or an attachment.', {
    details: { path: 'message' },
  });
}
