import type { Clock, Ids } from '@homarus/base';

import { createKeyedQueue } from '../keyed-queue.ts';
import { refuseErased } from '../maintenance/refuse-erased.ts';
import type { IncomingMessage, StoredMessage } from '../message.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { TermsOf } from '../ports/maintenance-store.ts';
import type { MemoryStore, SessionState } from '../ports/memory-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { sessionKeyOf } from '../scope-key.ts';
import type { SessionScope } from '../scope.ts';
import type { HandOver } from '../service.ts';
import { alignMessages } from './align.ts';
import type { KnownMessages } from './align.ts';
import { prepareMessage } from './prepared-message.ts';
import type { PreparedMessage } from './prepared-message.ts';

export interface CaptureRequest extends HandOver {
  readonly messages: readonly IncomingMessage[];
  readonly turnId?: string;
  readonly isHeartbeat?: boolean;
}

export interface CaptureReceipt {
  readonly status: 'committed' | 'duplicate';
  /** Rows that were not stored before. */
  readonly stored: number;
  readonly jobs: readonly NewJob[];
}

/** Says which jobs follow new messages; they are written in the same transaction. */
export type FollowUp = (scope: SessionScope, added: AddedMessages) => readonly NewJob[];

export interface AddedMessages {
  readonly messages: readonly StoredMessage[];
  /** Before them. */
  readonly state: SessionState;
}

export interface CaptureDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly followUp: FollowUp;
  readonly termsOf: TermsOf;
}

/**
 * Stores messages verbatim, once: messages, search entries, the turn and the jobs that follow in one
 * transaction, durable when it resolves. Safe to repeat and to call concurrently, from several
 * processes too: a writer that lost the race reads again and finds its messages there.
 */
export type Capture = (scope: SessionScope, request: CaptureRequest) => Promise<CaptureReceipt>;

export function createCapture(deps: CaptureDeps): Capture {
  const sessions = createKeyedQueue();
  return async (scope, request) => {
    const { sentAt } = request;
    await refuseErased(deps.store, scope, { path: 'sentAt', at: sentAt });
    const batch = withoutRepeatedIds(request.messages).map((message) => prepareMessage(message));
    return sessions.run(sessionKeyOf(scope), () =>
      retryConflicts(deps.clock, () => captureOnce(deps, scope, { ...request, batch })),
    );
  };
}

interface PreparedRequest extends CaptureRequest {
  readonly batch: readonly PreparedMessage[];
}

async function captureOnce(
  deps: CaptureDeps,
  scope: SessionScope,
  request: PreparedRequest,
): Promise<CaptureReceipt> {
  const { batch, turnId } = request;
  if (batch.length === 0) return { status: 'committed', stored: 0, jobs: [] };
  const { rows, added, state } = await planOnce(deps, scope, request);
  const claimedKeys = rows.flatMap((row) =>
    row !== undefined && row.turnId === undefined ? [row.key] : [],
  );
  if (added.length === 0 && turnId === undefined) {
    return { status: 'duplicate', stored: 0, jobs: [] };
  }
  const jobs = added.length === 0 ? [] : deps.followUp(scope, { messages: added, state });
  const { status } = await deps.store.commit(scope, {
    messages: added.map((message) => ({ message, search: deps.termsOf.message(message) })),
    ...(turnId === undefined ? {} : { turnId, claimedKeys }),
    jobs,
  });
  return status === 'duplicate'
    ? { status, stored: 0, jobs: [] }
    : { status, stored: added.length, jobs };
}

/** What a capture would write. */
export interface CapturePlan {
  /** Before it. */
  readonly state: SessionState;
  /** Of each message of the batch: the row that it is already. */
  readonly rows: readonly (StoredMessage | undefined)[];
  /** New rows, in order. */
  readonly added: readonly StoredMessage[];
}

/** Says what a capture of messages, each with another id, would write, without writing it. */
export function planCapture(
  deps: Omit<CaptureDeps, 'followUp'>,
  scope: SessionScope,
  messages: readonly IncomingMessage[],
): Promise<CapturePlan> {
  const batch = messages.map((message) => prepareMessage(message));
  return planOnce(deps, scope, { messages, batch });
}

async function planOnce(
  deps: Omit<CaptureDeps, 'followUp'>,
  scope: SessionScope,
  request: PreparedRequest,
): Promise<CapturePlan> {
  const { batch, turnId } = request;
  const [state, known] = await readKnown(deps.store, scope, batch);
  const rows = await findRows(deps.store, scope, { batch, known, turnId });
  // Not `state.nextPosition`: a row written between the two reads has to end in a conflict.
  const nextPosition = (known.tail.at(-1)?.position ?? -1) + 1;
  const added = batch
    .filter((_, index) => rows[index] === undefined)
    .map((message, index) =>
      toStored(deps, scope, { message, request, position: nextPosition + index }),
    );
  return { state, rows, added };
}

async function readKnown(
  store: MemoryStore,
  scope: SessionScope,
  batch: readonly PreparedMessage[],
): Promise<readonly [SessionState, KnownMessages]> {
  const ids = batch.flatMap(({ incoming }) => (incoming.id === undefined ? [] : [incoming.id]));
  const [state, tail, byId] = await Promise.all([
    store.getSessionState(scope),
    store.listMessages(scope, { limit: batch.length, last: true }),
    ids.length === 0 ? [] : store.findMessagesById(scope, ids),
  ]);
  return [state, { tail, byId, earlier: [] }];
}

async function findRows(
  store: MemoryStore,
  scope: SessionScope,
  { batch, known, turnId }: Alignment,
): Promise<readonly (StoredMessage | undefined)[]> {
  const rows = alignMessages(batch, known, turnId);
  const newest = known.tail.reduce((max, row) => Math.max(max, row.createdAt), -Infinity);
  const isLate = batch.some(
    ({ incoming }, index) =>
      rows[index] === undefined &&
      incoming.id === undefined &&
      incoming.createdAt !== undefined &&
      incoming.createdAt <= newest,
  );
  if (!isLate) return rows;
  return alignMessages(batch, { ...known, earlier: await listAll(store, scope) }, turnId);
}

interface Alignment {
  readonly batch: readonly PreparedMessage[];
  readonly known: KnownMessages;
  readonly turnId: string | undefined;
}

const pageSize = 1000;

async function listAll(store: MemoryStore, scope: SessionScope): Promise<readonly StoredMessage[]> {
  const rows: StoredMessage[] = [];
  for (;;) {
    const page = await store.listMessages(scope, { fromPosition: rows.length, limit: pageSize });
    rows.push(...page);
    if (page.length < pageSize) return rows;
  }
}

interface NewRow {
  readonly message: PreparedMessage;
  readonly request: PreparedRequest;
  readonly position: number;
}

function toStored(
  deps: Omit<CaptureDeps, 'followUp'>,
  scope: SessionScope,
  row: NewRow,
): StoredMessage {
  const { incoming, content, text, contentHash } = row.message;
  const key = deps.ids.next('message');
  const now = deps.clock.now();
  return {
    key,
    id: incoming.id ?? key,
    accountId: scope.accountId,
    userId: scope.userId,
    agentId: scope.agentId,
    sessionId: scope.sessionId,
    position: row.position,
    role: incoming.role,
    content,
    text,
    contentHash,
    name: incoming.name,
    senderId: incoming.senderId,
    turnId: row.request.turnId,
    isHeartbeat: row.request.isHeartbeat ?? false,
    isEcho: incoming.isEcho ?? false,
    createdAt: incoming.createdAt ?? now,
    recordedAt: now,
  };
}

/** An id names one message of its session: of two in a batch, the first stands. */
function withoutRepeatedIds(messages: readonly IncomingMessage[]): readonly IncomingMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ id }) => {
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
