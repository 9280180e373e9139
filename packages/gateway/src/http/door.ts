import type { Clock, Ids, Logger } from '@homarus/base';

import type { Agents } from '../agents.ts';
import type { DoorInput } from '../openai/door-input.ts';
import { failureOf } from '../openai/outcome.ts';
import type { TurnAccepted, TurnEvent, TurnFinished, TurnRequest } from '../turns/turn.ts';
import type { Turns } from '../turns/turns.ts';
import { markBegun } from './problem.ts';
import type { SessionChoice, SessionChooser } from './session-choice.ts';

/** What the OpenAI-compatible doors share. */
export interface DoorDeps {
  readonly agents: Agents;
  readonly turns: Turns;
  readonly chooser: SessionChooser;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

export interface DoorOptions {
  readonly maxBodyBytes: number;
  readonly keepAliveMs: number;
}

/** A request of a door, put together from its parts. */
export function toTurnRequest(
  choice: SessionChoice,
  input: DoorInput,
  own: { readonly runId: string; readonly signal: AbortSignal },
): TurnRequest {
  const { history, instructions, clientTools, settings } = input;
  return {
    ...choice,
    ...own,
    input: input.input,
    ...(history === undefined ? {} : { history }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(clientTools === undefined ? {} : { clientTools }),
    ...(settings === undefined ? {} : { settings }),
  };
}

/** Waits for the whole answer. Throws the error of a turn that has none. */
export async function collect(
  events: AsyncIterable<TurnEvent>,
): Promise<{ readonly accepted: TurnAccepted; readonly finished: TurnFinished }> {
  let accepted: TurnAccepted | undefined;
  for await (const event of events) {
    if (event.type === 'accepted') accepted = event;
    if (event.type !== 'finished') continue;
    const failure = failureOf(event, accepted);
    if (accepted !== undefined && failure === undefined) return { accepted, finished: event };
    if (failure !== undefined) throw accepted === undefined ? failure : markBegun(failure);
  }
  throw new Error('A turn ended without its last event.');
}

/**
 * Waits a little for a turn to be accepted, so that a refusal becomes the status of the answer, and
 * gives all of its events. A turn that waits long for its session's lane is streamed meanwhile.
 * Throws the error of a turn that is refused in time.
 */
export async function openStream(
  events: AsyncIterable<TurnEvent>,
  waitMs: number,
): Promise<AsyncIterable<TurnEvent>> {
  const iterator = events[Symbol.asyncIterator]();
  const first = iterator.next();
  const timeout = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => timeout.resolve(undefined), waitMs);
  const early = await Promise.race([first, timeout.promise]).finally(() => clearTimeout(timer));
  const refusal =
    early?.done === false && early.value.type === 'finished' ? early.value : undefined;
  const failure = refusal && failureOf(refusal, undefined);
  if (failure !== undefined) throw failure;
  return replay(first, iterator);
}

async function* replay(
  first: Promise<IteratorResult<TurnEvent>>,
  rest: AsyncIterator<TurnEvent>,
): AsyncGenerator<TurnEvent, void> {
  for (let next = await first; next.done !== true; next = await rest.next()) yield next.value;
}
