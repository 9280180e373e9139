import { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { ChatAttachment } from '@homarus/protocol';
import { toReplacement } from '@homarus/sessions';
import type { RunRecord, SessionRecord } from '@homarus/sessions';

import { readAttachments } from '../../attachments/read-attachments.ts';
import type { Caller } from '../../rpc/method.ts';
import { parseMessageId } from '../../turn-events/chat-message.ts';
import { queueModes } from '../../turns/turn.ts';
import type { QueueMode, TurnEvent, TurnFinished } from '../../turns/turn.ts';
import type { ChatContext } from './chat-deps.ts';
import { findPlace } from './place.ts';
import type { Place } from './place.ts';

/** What `chat.send` and `agent` have in common. */
export interface RunWish {
  readonly sessionKey?: string | undefined;
  readonly agentId?: string | undefined;
  readonly message: string;
  readonly attachments: readonly ChatAttachment[];
  readonly queueMode?: string | undefined;
  readonly resumeRunId?: string | undefined;
  readonly replaceMessageId?: string | undefined;
  readonly idempotencyKey: string;
  readonly instructions?: string | undefined;
  readonly thinking?: string | undefined;
  /** 0 or absent: no limit but the gateway's own. */
  readonly timeoutMs?: number | undefined;
}

export type StartedRun =
  /** `queued`: its message is durable, and it waits behind another turn of its session. */
  | {
      readonly status: 'started' | 'queued';
      readonly runId: string;
      readonly ended: Promise<TurnFinished>;
    }
  /** The key was used before: nothing is done again. */
  | { readonly status: 'known'; readonly runId: string; readonly state: RunState };

export type RunState = 'in_flight' | 'ok' | 'error' | 'aborted';

/**
 * Starts a turn under its idempotency key, and resolves when its message is durable or waits in its
 * session's lane. Rejects with why it was refused.
 */
export async function startRun(
  context: ChatContext,
  caller: Caller,
  wish: RunWish,
): Promise<StartedRun> {
  const runId = wish.idempotencyKey;
  const place = await findPlace(context, caller, wish);
  const state = await runStateOf(context, place, runId);
  if (state !== undefined) return { status: 'known', runId, state };
  const request = {
    ...place,
    input: await toInput(context, place, wish),
    runId,
    queueMode: queueModeFor(context, place, wish),
    isKept: true,
    signal: signalOf(wish.timeoutMs),
    ...(wish.resumeRunId === undefined ? {} : { resumedRunId: wish.resumeRunId }),
    ...(wish.thinking === undefined ? {} : { thinkingLevel: wish.thinking }),
    ...(wish.instructions === undefined ? {} : { instructions: wish.instructions }),
  };
  const events = context.turns.start(request)[Symbol.asyncIterator]();
  const first = events.next();
  const [active] = context.turns.active({ runId });
  const status = active?.state === 'queued' ? 'queued' : 'started';
  const ended = active?.ended ?? lastOf(first);
  if (status === 'started') await requireAccepted(first);
  else await active?.stored;
  return { status, runId, ended };
}

async function runStateOf(
  { turns, sessions, accountId }: ChatContext,
  place: Place,
  runId: string,
): Promise<RunState | undefined> {
  const [active] = turns.active({ runId });
  const known = active ?? (await sessions.getRun(accountId, runId));
  if (known === undefined) return undefined;
  if (known.sessionKey !== place.sessionKey) {
    throw new AppError('conflict', `idempotencyKey: ${runId} is a run of another session.`, {
      details: { path: 'idempotencyKey' },
    });
  }
  return 'status' in known ? stateOf(known) : 'in_flight';
}

export function stateOf({ status }: RunRecord): RunState {
  if (status === 'running') return 'in_flight';
  if (status === 'done') return 'ok';
  return status === 'failed' ? 'error' : 'aborted';
}

async function toInput(
  context: ChatContext,
  { agentId, session }: Place,
  { message, attachments, resumeRunId, replaceMessageId }: RunWish,
): Promise<readonly ModelMessage[]> {
  const { canSee } = context.chooseModel(agentId, session?.facts.model);
  const { saveAttachment } = context;
  const parts = await readAttachments(attachments, agentId, { canSee, saveAttachment });
  const text = message.trim() === '' ? [] : [{ type: 'text' as const, text: message }];
  const content = [...text, ...parts];
  if (resumeRunId !== undefined && content.length > 0) {
    throw new AppError('invalid_request', 'resumeRunId: a run is resumed without a new message.', {
      details: { path: 'message' },
    });
  }
  if (content.length === 0) return [];
  const said = { role: 'user' as const, content };
  if (replaceMessageId === undefined) return [said];
  return [toReplacement(said, await findReplaced(context, session, replaceMessageId))];
}

/** Where the message of the user is that another one is to take the place of. */
async function findReplaced(
  { sessions, accountId }: ChatContext,
  session: SessionRecord | undefined,
  messageId: string,
): Promise<number> {
  const sessionId = session?.sessionId ?? '';
  const position = parseMessageId(sessionId, messageId);
  const last = { limit: 1, beforePosition: (position ?? 0) + 1 };
  const [entry] =
    position === undefined ? [] : await sessions.listEntries(accountId, sessionId, last);
  if (entry?.message.role === 'user') return entry.position;
  throw new AppError(
    'not_found',
    `replaceMessageId: the session has no message of the user with the id ${messageId}.`,
    { details: { path: 'replaceMessageId' } },
  );
}

/** OpenClaw's names for our modes. */
const aliases: Readonly<Record<string, QueueMode>> = {
  followup: 'queue',
  collect: 'queue',
  interrupt: 'replace',
};

function queueModeFor({ queueMode }: ChatContext, { session }: Place, wish: RunWish): QueueMode {
  return queueModeOf(wish.queueMode ?? session?.facts.queueMode) ?? queueMode();
}

function queueModeOf(name = ''): QueueMode | undefined {
  return queueModes.find((mode) => mode === name) ?? aliases[name];
}

/** Longer than any turn; a timer takes no more. */
const maxTimeoutMs = 2 ** 31 - 1;

/** A turn outlives the connection that started it. */
function signalOf(timeoutMs = 0): AbortSignal {
  return timeoutMs === 0
    ? new AbortController().signal
    : AbortSignal.timeout(Math.min(timeoutMs, maxTimeoutMs));
}

/** Throws why a turn was refused. */
async function requireAccepted(first: Promise<IteratorResult<TurnEvent>>): Promise<void> {
  const { value } = await first;
  if (value?.type === 'finished' && value.error !== undefined) throw value.error;
}

async function lastOf(first: Promise<IteratorResult<TurnEvent>>): Promise<TurnFinished> {
  const { value } = await first;
  if (value?.type === 'finished') return value;
  throw new Error('A turn that is not at work has no end.');
}
