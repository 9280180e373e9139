import { batch, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

import type { Problem } from '../problems/problem.ts';
import type { ReadConversation } from './read-conversation.ts';
import type { RunNotes } from './run-notes.ts';
import type { LiveRun, PendingMessage } from './to-items.ts';

/** `loading` until the log is here; `failed` with why. */
export type LogStatus =
  | { readonly status: 'loading' | 'ready' }
  | { readonly status: 'failed'; readonly problem: Problem };

/** The conversation that is open, as its parts share it. */
export interface ConversationState {
  /** Empty while none is open. */
  readonly key: Signal<string>;
  readonly messages: Signal<ReadConversation['messages']>;
  readonly pending: Signal<readonly PendingMessage[]>;
  readonly live: Signal<LiveRun | undefined>;
  readonly status: Signal<LogStatus>;
  readonly hasEarlier: Signal<boolean>;
  readonly defaultModel: Signal<string>;
}

export function createConversationState(): ConversationState {
  return {
    key: signal(''),
    messages: signal<ReadConversation['messages']>([]),
    pending: signal<readonly PendingMessage[]>([]),
    live: signal<LiveRun | undefined>(undefined),
    status: signal<LogStatus>({ status: 'loading' }),
    hasEarlier: signal(false),
    defaultModel: signal(''),
  };
}

export function startConversation(state: ConversationState, key: string): void {
  batch(() => {
    state.key.value = key;
    state.messages.value = [];
    state.pending.value = [];
    state.live.value = undefined;
    state.hasEarlier.value = false;
    state.status.value = { status: 'loading' };
  });
}

/** What was read takes the place of what is known, but for messages that did not get through. */
export function takeConversation(
  state: ConversationState,
  read: ReadConversation,
  notes: RunNotes,
): void {
  const known = new Set([
    ...read.messages.map((message) => message.__openclaw?.runId),
    ...read.pending.map(({ waiting }) => waiting.runId),
  ]);
  const own = state.pending.value.filter(
    ({ waiting }) => waiting.state !== 'queued' && !known.has(waiting.runId),
  );
  batch(() => {
    state.messages.value = read.messages;
    state.hasEarlier.value = read.hasEarlier;
    state.defaultModel.value = read.defaultModel;
    state.live.value = read.live;
    state.pending.value = [...own, ...read.pending];
    if (read.lastRun !== undefined) notes.add(read.lastRun.runId, read.lastRun.note);
    state.status.value = { status: 'ready' };
  });
}

export function dropPending({ pending }: ConversationState, runId: string): void {
  if (pending.value.some(({ waiting }) => waiting.runId === runId))
    pending.value = pending.value.filter(({ waiting }) => waiting.runId !== runId);
}

/** A message that was refused when its turn came: the log does not have it. */
export function failPending({ pending }: ConversationState, runId: string, problem: Problem): void {
  pending.value = pending.value.map((message) =>
    message.waiting.runId === runId
      ? { ...message, waiting: { runId, state: 'failed', problem } }
      : message,
  );
}
