import type { AgentStreamEvent, ChatEvent, SessionMessageEvent } from '@homarus/protocol';
import { textOfMessage } from '@homarus/sdk';
import { batch } from '@preact/signals';

import type { Gateway } from '../gateway/gateway.ts';
import type { Problem } from '../problems/problem.ts';
import type { RunNote } from './chat-item.ts';
import { dropPending, failPending } from './conversation-state.ts';
import type { ConversationState } from './conversation-state.ts';
import { toRunNote } from './run-notes.ts';
import type { RunNotes } from './run-notes.ts';
import { withMessage } from './session-log.ts';
import type { LiveRun } from './to-items.ts';

interface HearDeps {
  readonly gateway: Pick<Gateway, 'on'>;
  readonly state: ConversationState;
  readonly notes: RunNotes;
  readonly now: () => number;
}

/** Brings the events of the open conversation into its state, whoever speaks in it. */
export function hearConversation({ gateway, state, notes, now }: HearDeps): void {
  const { key, live, messages } = state;
  const runOf = (runId: string, startedAt: number): LiveRun =>
    live.value?.runId === runId
      ? live.value
      : { runId, text: '', thinking: '', phase: undefined, startedAt };

  const hearChat = (event: ChatEvent): void => {
    if (event.sessionKey !== key.value) return;
    const { runId } = event;
    if (event.state === 'status') {
      live.value = { ...runOf(runId, now()), phase: event.phase };
    } else if (event.state === 'delta') {
      const text = textOfMessage(event.message);
      live.value = { ...runOf(runId, now()), text, phase: undefined };
    } else {
      batch(() => {
        notes.add(runId, toOutcome(event));
        if (live.value?.runId === runId) live.value = undefined;
        if (event.state === 'aborted') dropPending(state, runId);
        if (event.state === 'error') failPending(state, runId, problemOf(event));
      });
    }
  };

  const hearAgent = (event: AgentStreamEvent): void => {
    if (event.sessionKey !== key.value) return;
    const { runId, stream, data, ts } = event;
    if (stream === 'lifecycle') notes.add(runId, toRunNote(data));
    if (stream === 'thinking' && typeof data['delta'] === 'string') {
      const run = runOf(runId, ts);
      live.value = { ...run, thinking: run.thinking + data['delta'] };
    }
  };

  const hearMessage = (event: SessionMessageEvent): void => {
    if (event.sessionKey !== key.value) return;
    batch(() => {
      messages.value = withMessage(messages.value, event);
      if (event.message.role === 'user' && event.runId !== undefined)
        dropPending(state, event.runId);
    });
  };

  gateway.on('chat', hearChat);
  gateway.on('agent', hearAgent);
  gateway.on('session.message', hearMessage);
}

type ChatEnd = Extract<ChatEvent, { state: 'final' | 'aborted' | 'error' }>;

function toOutcome(event: ChatEnd): RunNote {
  if (event.state === 'final') return { outcome: 'done' };
  if (event.state === 'aborted') return { outcome: 'aborted' };
  const { code, message } = problemOf(event);
  return { outcome: 'failed', error: message, errorCode: code };
}

function problemOf({
  errorMessage: message,
  errorCode = '',
}: Extract<ChatEvent, { state: 'error' }>): Problem {
  return { code: errorCode.toUpperCase(), message };
}
