import { AppError, createEventQueue } from '@homarus/base';
import type { Clock, EventQueue, Ids, Logger } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';

import type { ObservedEvent, TurnEvent, TurnFinished, TurnObserver, TurnRequest } from './turn.ts';

/** `steered`: its input went into another turn, and it ends with that. */
export type ActiveState = 'queued' | 'running' | 'steered';

/** A turn that has not ended, as others may see it. */
export interface ActiveTurn {
  readonly runId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly userId: string;
  readonly input: readonly ModelMessage[];
  /** Unix milliseconds. */
  readonly acceptedAt: number;
  readonly state: ActiveState;
  /** What it has said so far. */
  readonly text: string;
  /** Settles when what waits is durable; undefined when it need not be. */
  readonly stored: Promise<void> | undefined;
  /** Its last event; never rejects. */
  readonly ended: Promise<TurnFinished>;
}

/** The same for the engine. */
export interface TrackedTurn extends Omit<ActiveTurn, 'state' | 'text' | 'stored'> {
  stored: Promise<void> | undefined;
  readonly request: TurnRequest & { readonly runId: string };
  /** Of texts and files in its input. */
  readonly inputSize: number;
  /** Aborts with the caller's signal, with the gateway, and by `abort`. */
  readonly signal: AbortSignal;
  readonly events: EventQueue<TurnEvent>;
  state: ActiveState;
  text: string;
  /** The turn that took its input. */
  host: TrackedTurn | undefined;
  abort(): void;
  /** For the caller and the observers; nothing is told after the last event. */
  tell(event: TurnEvent): void;
  /** For the observers; the same. */
  note(event: ObservedEvent): void;
}

export interface ActiveTurns {
  /**
   * Makes a turn known until its last event. `conflict` when its run id is one of a turn at work,
   * `rate_limited` when too many wait.
   */
  add(request: TurnRequest, stopping: AbortSignal): TrackedTurn;
  get(runId: string): TrackedTurn | undefined;
  /** In the order in which they came. */
  ofSession(sessionKey: string): readonly TrackedTurn[];
  list(): readonly TrackedTurn[];
}

export interface ActiveTurnsDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly observe?: TurnObserver;
}

/** Turns that run or wait: in one session, and in all. */
const maxTurnsPerSession = 100;
const maxTurns = 2000;
/** Characters and bytes that all of them were asked with. */
const maxInputSize = 200_000_000;

export function createActiveTurns(deps: ActiveTurnsDeps): ActiveTurns {
  const byRun = new Map<string, TrackedTurn>();
  return {
    add(request, stopping) {
      const runId = request.runId ?? deps.ids.next('run');
      if (byRun.has(runId)) throw new AppError('conflict', `The run id ${runId} is taken.`);
      checkRoom(byRun, request);
      const onEnd = (): void => {
        byRun.delete(runId);
      };
      const turn = track(deps, { request: { ...request, runId }, stopping, onEnd });
      byRun.set(runId, turn);
      return turn;
    },
    get: (runId) => byRun.get(runId),
    ofSession: (sessionKey) => [...byRun.values()].filter((turn) => turn.sessionKey === sessionKey),
    list: () => [...byRun.values()],
  };
}

function checkRoom(
  turns: ReadonlyMap<string, TrackedTurn>,
  { sessionKey, input }: TurnRequest,
): void {
  const all = [...turns.values()];
  const inSession = all.filter((turn) => turn.sessionKey === sessionKey);
  const size = all.reduce((sum, turn) => sum + turn.inputSize, 0);
  const isFull =
    all.length >= maxTurns ||
    inSession.length >= maxTurnsPerSession ||
    (all.length > 0 && size + sizeOf(input) > maxInputSize);
  if (!isFull) return;
  throw new AppError('rate_limited', 'Too many messages wait for their turn; try again later.', {
    details: { code: 'TOO_MANY_TURNS' },
  });
}

/** Of what a person sends: texts and files. */
function sizeOf(input: readonly ModelMessage[]): number {
  const parts = input.flatMap((message) => (message.role === 'user' ? message.content : []));
  return parts.reduce((sum, part) => {
    if (part.type === 'text') return sum + part.text.length;
    return sum + (part.data.type === 'data' ? part.data.data.length : 0);
  }, 0);
}

interface NewTurn {
  readonly request: TurnRequest & { readonly runId: string };
  readonly stopping: AbortSignal;
  readonly onEnd: () => void;
}

function track(deps: ActiveTurnsDeps, { request, stopping, onEnd }: NewTurn): TrackedTurn {
  const { runId, sessionKey, agentId, userId, input } = request;
  const facts = { runId, sessionKey, agentId, userId };
  const aborting = new AbortController();
  const events = createEventQueue<TurnEvent>();
  const ended = Promise.withResolvers<TurnFinished>();
  let hasEnded = false;
  const note = (event: ObservedEvent): void => {
    if (hasEnded) return;
    try {
      deps.observe?.({ turn: facts, event });
    } catch (error) {
      deps.log.error('An observer of turns threw', { error });
    }
  };
  const turn: TrackedTurn = {
    ...facts,
    request,
    input,
    inputSize: sizeOf(input),
    events,
    acceptedAt: deps.clock.now(),
    signal: AbortSignal.any([request.signal, stopping, aborting.signal]),
    state: 'queued',
    text: '',
    host: undefined,
    stored: undefined,
    ended: ended.promise,
    abort: () => aborting.abort(),
    note,
    tell(event) {
      if (hasEnded) return;
      if (event.type === 'text') turn.text += event.delta;
      if (event.type === 'finished') onEnd();
      events.push(event);
      note(event);
      if (event.type !== 'finished') return;
      hasEnded = true;
      ended.resolve(event);
    },
  };
  return turn;
}
