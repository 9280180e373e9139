import { createEventQueue, toAppError } from '@homarus/base';
import type { AgentStreamEvent, ChatEvent } from '@homarus/protocol';

import type { ClientEvents } from '../client/client-events.ts';
import type { ClientState } from '../client/client-state.ts';
import type { Emitter } from '../client/emitter.ts';
import type { GatewayCalls } from '../client/gateway-calls.ts';
import { connectionError } from '../connection/wire-error.ts';
import { readRunEnd, readToolEvent, textOfMessage } from './read-chat-event.ts';
import { recoverRun } from './recover-run.ts';
import type { RunPlace } from './recover-run.ts';
import type { RunEnd, RunEvent } from './run-event.ts';
import { createRunText } from './run-text.ts';

export interface RunFollowerDeps extends Pick<GatewayCalls, 'call'> {
  readonly on: Emitter<ClientEvents>['on'];
}

/** Hears one run. */
export interface RunFollower {
  /** For one reader. Ends after `end`; a reader that leaves before stops the hearing. */
  readonly events: AsyncIterable<RunEvent>;
  /** Reads from the log what was missed. */
  recover(): void;
  /** Ends the events without a word. */
  stop(): void;
}

/**
 * Joins the events of a run to one stream, over gaps and lost connections: what was missed is read
 * from the log. Starts at once, so that nothing is missed between here and the call that starts the
 * run.
 */
export function followRun(deps: RunFollowerDeps, place: RunPlace): RunFollower {
  const queue = createEventQueue<RunEvent>();
  const text = createRunText();
  const stops: (() => void)[] = [];

  const stop = (): void => {
    for (const stopListening of stops.splice(0)) stopListening();
    queue.close();
  };
  const say = (event: RunEvent | undefined): void => {
    if (event !== undefined) queue.push(event);
  };
  const end = (last: RunEnd): void => {
    say(last);
    stop();
  };
  const fail = (error: unknown): void => {
    const { message, code } = toAppError(error);
    end({ type: 'end', outcome: 'failed', text: text.value, error: { message, kind: code } });
  };

  const hearChat = (event: ChatEvent): void => {
    if (event.runId !== place.runId) return;
    if (event.state === 'status') {
      say({ type: 'status', phase: event.phase });
      return;
    }
    if (event.message !== undefined) say(text.grow(textOfMessage(event.message)));
    const last = readRunEnd(event, text.value);
    if (last !== undefined) end(last);
  };
  const hearAgent = (event: AgentStreamEvent): void => {
    if (event.runId === place.runId) say(readToolEvent(event));
  };
  const hearState = (state: ClientState): void => {
    if (state.status === 'refused') fail(state.problem.error);
    if (state.status === 'closed')
      fail(state.problem?.error ?? connectionError('CLIENT_CLOSED', 'The client was closed.'));
  };
  const recover = (): void => {
    recoverRun(deps, place, text.value).then((found) => {
      if (stops.length === 0) return;
      say(text.grow(found.state === 'running' ? found.text : found.end.text));
      if (found.state === 'ended') end({ ...found.end, text: text.value });
    }, ifFinal(fail));
  };

  stops.push(
    deps.on('chat', hearChat),
    deps.on('agent', hearAgent),
    deps.on('state', hearState),
    deps.on('gap', recover),
  );
  return { events: untilRead(queue, stop), recover, stop };
}

/** A connection that is lost again is not the end: its next gap asks again. */
function ifFinal(fail: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!toAppError(error).retryable) fail(error);
  };
}

async function* untilRead<T>(source: AsyncIterable<T>, onEnd: () => void): AsyncGenerator<T, void> {
  try {
    yield* source;
  } finally {
    onEnd();
  }
}
