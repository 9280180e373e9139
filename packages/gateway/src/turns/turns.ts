import { AppError, toAppError } from '@homarus/base';
import { createLanes, createSessions } from '@homarus/sessions';

import { builtInTools } from '../tools/index.ts';
import { createEventQueue } from './event-queue.ts';
import { createRecovery } from './recovery.ts';
import { createRemember } from './remember.ts';
import { runTurn } from './run-turn.ts';
import type { TurnEvent, TurnFinished, TurnRequest } from './turn.ts';
import type { TurnsDeps, TurnsOptions } from './turns-options.ts';

export interface TurnsHealth {
  /** Turns that memory has yet to take. */
  readonly unremembered: number;
  /** What does not work as it should, for a person; empty when all does. */
  readonly reasons: readonly string[];
}

/** Runs turns, one at a time in each session. */
export interface Turns {
  /** Starts a turn, whether or not its events are read. They never throw; see {@link TurnEvent}. */
  start(request: TurnRequest): AsyncIterable<TurnEvent>;
  /**
   * Settles what an earlier process left behind: turns that were cut off are marked as failed, and
   * what memory has not acknowledged is handed over, again and again until it takes it. Resolves after
   * the first try. To be called once, before the first turn.
   */
  recover(): Promise<void>;
  health(): TurnsHealth;
  /** Refuses new turns, ends the running ones and resolves when they have been logged. */
  stop(): Promise<void>;
}

export function createTurns(deps: TurnsDeps, options: TurnsOptions): Turns {
  const { clock, ids, log } = deps;
  const { accountId } = options;
  const sessions = createSessions({ store: deps.sessions, clock, ids }, { accountId });
  const lanes = createLanes();
  const remember = createRemember(deps, options.rememberTimeoutMs);
  const recovery = createRecovery({ sessions, remember, clock, log });
  const ownTools = builtInTools(deps, options);
  const { equip = async () => ({ tools: ownTools, files: '', model: deps.model }) } = deps;
  let recallProblem: string | undefined;
  const kit = {
    deps,
    options,
    sessions,
    remember,
    recovery,
    equip,
    noteRecall: (problem: string | undefined) => {
      recallProblem = problem;
    },
  };
  const stopping = new AbortController();
  let isStopping = false;

  return {
    start(request) {
      const events = createEventQueue<TurnEvent>();
      const signal = AbortSignal.any([request.signal, stopping.signal]);
      const work = isStopping
        ? Promise.reject(new AppError('unavailable', 'The gateway is stopping; try again soon.'))
        : lanes.run(request.sessionKey, () => runTurn(kit, { ...request, signal }, events.push), {
            signal,
          });
      work
        .catch((thrown: unknown) => {
          const error = toAppError(thrown);
          if (error.code === 'internal') log.error('A turn broke', { error: thrown });
          events.push(refused(error));
        })
        .finally(events.close)
        .catch(() => undefined);
      return events;
    },
    recover: () => recovery.start(),
    health() {
      const [first] = recovery.problems.values();
      const reasons = [recallProblem, first].filter((reason) => reason !== undefined);
      return { unremembered: recovery.problems.size, reasons };
    },
    async stop() {
      isStopping = true;
      const grace = setTimeout(() => stopping.abort(), options.stopGraceMs);
      await lanes.idle();
      clearTimeout(grace);
      await recovery.stop();
    },
  };
}

/** A turn that never began, or that the log could not take any more. */
function refused(error: AppError): TurnFinished {
  return {
    type: 'finished',
    reason: error.code === 'aborted' ? 'aborted' : 'failed',
    text: '',
    pendingCalls: [],
    usage: { inputTokens: 0, outputTokens: 0 },
    error,
    isRemembered: false,
    degraded: [],
  };
}
