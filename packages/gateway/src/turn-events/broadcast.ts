import type { Clock } from '@homarus/base';
import type { AgentStreamEvent, ChatEvent, SessionMessageEvent } from '@homarus/protocol';
import type { SessionEntry } from '@homarus/sessions';

import type { EventHub } from '../rpc/event-hub.ts';
import type { TurnFacts } from '../turns/turn.ts';
import { toAssistantMessage, toChatMessages, toMessageId } from './chat-message.ts';
import { createDeltaThrottle } from './delta-throttle.ts';
import type { DeltaThrottle } from './delta-throttle.ts';

export interface BroadcastDeps {
  readonly hub: EventHub;
  readonly clock: Clock;
}

/** Of the events of one run. */
type Distributive<T> = T extends unknown
  ? Omit<T, 'runId' | 'sessionKey' | 'agentId' | 'seq'>
  : never;
export type ChatState = Distributive<ChatEvent>;

/** What is known of a turn between its first and its last event. */
export interface Broadcast {
  readonly facts: TurnFacts;
  /** Publishes a `chat` event. */
  chat(state: ChatState, options?: { readonly isDroppable?: boolean }): void;
  /** Publishes an `agent` event and answers its payload. */
  agent(
    stream: AgentStreamEvent['stream'],
    data: AgentStreamEvent['data'],
    options?: { readonly isDroppable?: boolean },
  ): AgentStreamEvent;
  /** Publishes the messages of an entry to those who follow its session. */
  messages(entries: readonly SessionEntry[]): void;
  /** Publishes to those who follow the session. */
  toSession(event: string, payload: unknown): void;
  readonly deltas: DeltaThrottle;
  /** What the model says to itself. */
  readonly thoughts: DeltaThrottle;
  text: string;
  hasStarted: boolean;
}

export function createBroadcast({ hub, clock }: BroadcastDeps, turn: TurnFacts): Broadcast {
  const { runId, sessionKey, agentId, userId: person } = turn;
  const ids = { runId, sessionKey, agentId };
  const audience = { to: 'session', sessionKey } as const;
  let chatSeq = 0;
  let agentSeq = 0;
  const broadcast: Broadcast = {
    facts: turn,
    text: '',
    hasStarted: false,
    chat(state, options) {
      chatSeq += 1;
      hub.publish('chat', { ...ids, seq: chatSeq, ...state }, { ...options, person });
    },
    agent(stream, data, options) {
      agentSeq += 1;
      const payload = { runId, sessionKey, stream, data, seq: agentSeq, ts: clock.now() };
      hub.publish('agent', payload, { ...options, person });
      return payload;
    },
    messages(entries) {
      for (const entry of entries) {
        for (const message of toChatMessages(entry)) {
          const payload: SessionMessageEvent = {
            ...ids,
            sessionId: entry.sessionId,
            messageId: toMessageId(entry),
            messageSeq: entry.position + 1,
            message,
          };
          hub.publish('session.message', payload, { audience, person });
        }
      }
    },
    toSession: (event, payload) => hub.publish(event, payload, { audience, person }),
    deltas: createDeltaThrottle(
      clock,
      (deltaText) => {
        broadcast.text += deltaText;
        const { text } = broadcast;
        const isDroppable = true;
        broadcast.agent('assistant', { text, delta: deltaText }, { isDroppable });
        const message = toAssistantMessage(text, clock.now());
        broadcast.chat({ state: 'delta', deltaText, message }, { isDroppable });
      },
      { isCumulative: true },
    ),
    thoughts: createDeltaThrottle(clock, (delta) =>
      broadcast.agent('thinking', { delta }, { isDroppable: true }),
    ),
  };
  return broadcast;
}
