import type { GatewayClient } from '@homarus/sdk';
import { batch, computed } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';
import { toProblem } from '../problems/problem.ts';
import type { ChatItem } from './chat-item.ts';
import {
  createConversationState,
  startConversation,
  takeConversation,
} from './conversation-state.ts';
import type { ConversationState, LogStatus } from './conversation-state.ts';
import { hearConversation } from './hear-conversation.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { readConversation } from './read-conversation.ts';
import type { RunNotes } from './run-notes.ts';
import { withEarlier } from './session-log.ts';
import { toLoggedItems, withRunning } from './to-items.ts';
import type { LiveRun } from './to-items.ts';

/** The conversation that is open: follows its log and its running answer, whoever started it. */
export interface OpenConversation extends Outbox {
  readonly key: ReadonlySignal<string>;
  readonly items: ReadonlySignal<readonly ChatItem[]>;
  readonly live: ReadonlySignal<LiveRun | undefined>;
  readonly status: ReadonlySignal<LogStatus>;
  readonly hasEarlier: ReadonlySignal<boolean>;
  readonly defaultModel: ReadonlySignal<string>;
  open(key: string): void;
  /** Opens one that nobody has spoken in: there is nothing to wait for. */
  openNew(key: string): void;
  /** Reads the log anew. */
  reload(): void;
  loadEarlier(): Promise<void>;
  /** Answers again what a run left unanswered. */
  resume(runId: string): Promise<void>;
  stop(): Promise<void>;
}

export interface ConversationDeps {
  readonly gateway: Gateway;
  readonly notes: RunNotes;
  readonly now: () => number;
  readonly nextRunId: () => string;
}

export function createConversation(deps: ConversationDeps): OpenConversation {
  const { gateway, notes, now, nextRunId } = deps;
  const state = createConversationState();
  const { key, messages, pending, live, status, hasEarlier } = state;
  const client = (): GatewayClient => gateway.client.value;
  const reader = createLogReader(client, state, deps);

  const isRunning = computed(() => live.value !== undefined);
  const logged = computed(() =>
    toLoggedItems(messages.value, { notes: notes.all.value, isRunning: isRunning.value }),
  );

  hearConversation({ gateway, state, notes, now });
  gateway.onConnected(() => {
    reader.forget();
    return reader.load();
  });

  return {
    ...createOutbox({ client, state, now, nextRunId }),
    key,
    live,
    status,
    hasEarlier,
    defaultModel: state.defaultModel,
    items: computed(() =>
      withRunning(logged.value, {
        pending: pending.value,
        live: live.value,
        notes: notes.all.value,
      }),
    ),
    openNew(next) {
      startConversation(state, next);
      status.value = { status: 'ready' };
      void reader.load();
    },
    open(next) {
      if (next === key.value) return;
      startConversation(state, next);
      void reader.load();
    },
    reload: () => void reader.load(),
    loadEarlier: reader.loadEarlier,
    async resume(runId) {
      const again = { sessionKey: key.value, resumeRunId: runId, idempotencyKey: nextRunId() };
      await client().call('chat.send', again);
    },
    async stop() {
      const runId = live.value?.runId;
      const wish = runId === undefined ? {} : { runId };
      await client().call('chat.abort', { sessionKey: key.value, ...wish });
    },
  };
}

/** Reads the log of the open conversation and listens to what is added to it. */
function createLogReader(
  client: () => GatewayClient,
  state: ConversationState,
  { notes, now }: Pick<ConversationDeps, 'notes' | 'now'>,
) {
  const { key, messages, status, hasEarlier } = state;
  let subscribed = '';

  const subscribe = async (sessionKey: string): Promise<void> => {
    if (subscribed === sessionKey) return;
    const before = subscribed;
    subscribed = sessionKey;
    if (before !== '') await client().call('sessions.messages.unsubscribe', { key: before });
    await client().call('sessions.messages.subscribe', { key: sessionKey });
  };

  return {
    /** Another connection listens to nothing yet. */
    forget() {
      subscribed = '';
    },
    async load() {
      const sessionKey = key.value;
      if (sessionKey === '') return;
      try {
        await subscribe(sessionKey);
        const read = await readConversation(client(), sessionKey, { now: now() });
        if (key.value === sessionKey) takeConversation(state, read, notes);
      } catch (error) {
        if (key.value !== sessionKey) return;
        status.value = { status: 'failed', problem: toProblem(error) };
      }
    },
    async loadEarlier() {
      const sessionKey = key.value;
      const seqs = messages.value.flatMap((message) => message.__openclaw?.seq ?? []);
      const offset = seqs.length === 0 ? 0 : (seqs.at(-1) ?? 0) - (seqs[0] ?? 0) + 1;
      const read = await readConversation(client(), sessionKey, { offset, now: now() });
      if (key.value !== sessionKey) return;
      batch(() => {
        messages.value = withEarlier(messages.value, read.messages);
        hasEarlier.value = read.hasEarlier;
      });
    },
  };
}
