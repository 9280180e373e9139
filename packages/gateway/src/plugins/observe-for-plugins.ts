import type { HookContext, PluginMessage } from '@homarus/plugin-api';
import type { PluginHost } from '@homarus/plugins';
import type { SessionEntry } from '@homarus/sessions';

import { textOf } from '../turns/message-text.ts';
import type { ObservedEvent, TurnFacts, TurnFinished, TurnObserver } from '../turns/turn.ts';
import { toPluginMessages } from './plugin-messages.ts';

interface RunSoFar {
  readonly context: HookContext;
  readonly startedAt: number;
  readonly messages: PluginMessage[];
}

type Begun = Extract<ObservedEvent, { type: 'begun' }>;

/** Tells plugins of turns. What a handler does or fails to do never reaches the turn. */
export function observeForPlugins(host: PluginHost, now: () => number): TurnObserver {
  const runs = new Map<string, RunSoFar>();
  return ({ turn, event }) => {
    switch (event.type) {
      case 'begun': {
        const run = toRun(turn, event);
        runs.set(turn.runId, run);
        tellBegun(host, run, { turn, event });
        break;
      }
      case 'logged':
        runs.get(turn.runId)?.messages.push(...event.entries.flatMap(toMessages));
        break;
      case 'finished': {
        const run = runs.get(turn.runId);
        runs.delete(turn.runId);
        if (run !== undefined) tellEnd(host, run, { end: event, now: now() });
        break;
      }
      default:
    }
  };
}

function toRun({ agentId, sessionKey, runId, userId }: TurnFacts, event: Begun): RunSoFar {
  const { sessionId, entries, startedAt } = event;
  return {
    context: { agentId, sessionKey, runId, sessionId, senderId: userId },
    startedAt,
    messages: entries.flatMap(toMessages),
  };
}

function toMessages({ message, position, createdAt }: SessionEntry): readonly PluginMessage[] {
  return toPluginMessages(message, { id: `entry${position}`, timestamp: createdAt });
}

function tellBegun(
  host: PluginHost,
  { context }: RunSoFar,
  { turn, event }: { readonly turn: TurnFacts; readonly event: Begun },
): void {
  const { sessionId, entries, startedAt: timestamp } = event;
  if (entries[0]?.position === 0) {
    void host.runHook('session_start', { sessionId, sessionKey: turn.sessionKey }, context);
  }
  for (const { message } of entries) {
    if (message.role !== 'user') continue;
    const received = { from: turn.userId, content: textOf(message), timestamp };
    void host.runHook('message_received', received, context);
  }
}

function tellEnd(
  host: PluginHost,
  { context, messages, startedAt }: RunSoFar,
  { end, now }: { readonly end: TurnFinished; readonly now: number },
): void {
  const success = end.reason !== 'failed' && end.reason !== 'aborted';
  const error = end.error === undefined ? {} : { error: end.error.message };
  void host.runHook(
    'agent_end',
    { messages, success, durationMs: now - startedAt, ...error },
    context,
  );
}
