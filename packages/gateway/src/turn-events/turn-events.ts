import type { ObservedEvent, TurnObserver } from '../turns/turn.ts';
import { createBroadcast } from './broadcast.ts';
import type { Broadcast, BroadcastDeps } from './broadcast.ts';
import { toChatEnd, toLifecycleEnd } from './turn-end.ts';
import { toolEvents } from './tool-events.ts';

/**
 * Makes the events `chat`, `agent`, `session.message` and `session.tool` of every turn, in this order:
 * chat status, the user's message, lifecycle start, deltas and tools, the assistant's message,
 * lifecycle end, usage, chat final.
 */
export function createTurnEvents(deps: BroadcastDeps): TurnObserver {
  const broadcasts = new Map<string, Broadcast>();
  return ({ turn, event }) => {
    const known = broadcasts.get(turn.runId);
    const broadcast = known ?? createBroadcast(deps, turn);
    if (known === undefined) broadcasts.set(turn.runId, broadcast);
    publish(deps, broadcast, event);
    if (event.type === 'finished') broadcasts.delete(turn.runId);
  };
}

function publish({ clock }: BroadcastDeps, broadcast: Broadcast, event: ObservedEvent): void {
  const { deltas, thoughts } = broadcast;
  flushBefore(broadcast, event);
  switch (event.type) {
    case 'begun':
      broadcast.chat({ state: 'status', phase: 'preparing_context' });
      broadcast.messages(event.entries);
      return;
    case 'accepted':
      broadcast.hasStarted = true;
      broadcast.agent('lifecycle', {
        phase: 'start',
        startedAt: event.startedAt,
        answeredBy: event.answeredBy,
        recalled: event.recalled,
      });
      return;
    case 'text':
      deltas.push(event.delta);
      return;
    case 'reasoning':
      thoughts.push(event.delta);
      return;
    case 'tool_started':
    case 'tool_finished':
      toolEvents(broadcast, event, clock.now());
      return;
    case 'logged':
    case 'steered':
      broadcast.messages(event.entries);
      return;
    case 'finished':
      if (broadcast.hasStarted) toLifecycleEnd(broadcast, event, clock.now());
      broadcast.chat(toChatEnd(event, clock.now()));
      return;
    default:
      event satisfies never;
  }
}

/** What waits to be sent comes before what is told next. */
function flushBefore({ deltas, thoughts }: Broadcast, { type }: ObservedEvent): void {
  if (type !== 'text') deltas.flush();
  if (type !== 'reasoning') thoughts.flush();
}
