import { AppError, raceAbort, toAppError } from '@homarus/base';
import type { HealthIssue } from '@homarus/base';
import { createLanes, createSessions } from '@homarus/sessions';
import type { Lanes } from '@homarus/sessions';

import { builtInTools } from '../tools/index.ts';
import { createActiveTurns } from './active-turns.ts';
import type { ActiveTurn, TrackedTurn } from './active-turns.ts';
import { maxHistoryEntries } from './begin-turn.ts';
import { createCompactor } from './compactor.ts';
import type { CompactedSession, CompactSession } from './compactor.ts';
import { laneTotalsOf } from './lane-totals.ts';
import type { LaneTotals } from './lane-totals.ts';
import { createHotLogs } from './hot-logs.ts';
import { createOrphanWatch } from './orphan-watch.ts';
import type { OrphanWatch } from './orphan-watch.ts';
import { createPendingTurns, toPendingTurn } from './pending-turns.ts';
import type { PendingTurn, PendingTurns } from './pending-turns.ts';
import { createRecovery } from './recovery.ts';
import { createRemember } from './remember.ts';
import { runTurn } from './run-turn.ts';
import type { TurnTools } from './run-turn.ts';
import type { TurnEvent, TurnFinished, TurnRequest } from './turn.ts';
import type { TurnsDeps, TurnsOptions } from './turns-options.ts';

export interface TurnsHealth {
  /** Turns that memory has yet to take. */
  readonly unremembered: number;
  /** What does not work as it should; empty when all does. */
  readonly issues: readonly HealthIssue[];
}

/** Which turns: one, or all of a session. */
export type TurnChoice = { readonly runId: string } | { readonly sessionKey: string };

/** Runs turns, one at a time in each session. */
export interface Turns {
  /** Starts a turn, whether or not its events are read. They never throw; see {@link TurnEvent}. */
  start(request: TurnRequest): AsyncIterable<TurnEvent>;
  /** Turns of this process that have not ended, in the order in which they came. */
  active(choice: TurnChoice): readonly ActiveTurn[];
  /** Aborts them, waiting ones too, and answers their run ids; what was said until then is kept. */
  abort(choice: TurnChoice): readonly string[];
  /**
   * Summarises the session's conversation so far and begins its window anew, between two turns.
   * `unsupported` without a memory that can; its errors pass through.
   */
  compact(request: CompactSession): Promise<CompactedSession>;
  /**
   * Settles what an earlier process left behind: turns that were cut off are marked as failed, and
   * what memory has not acknowledged is handed over, again and again until it takes it, and what
   * waited for its turn runs, in its order. Resolves after the first try. From then on, so is what other
   * servers on the same database leave when they die. To be called once, before the first turn.
   */
  recover(): Promise<void>;
  /** How busy the lanes of this process are. */
  lanes(): LaneTotals;
  health(): TurnsHealth;
  /** Refuses new turns, ends the running ones and resolves when they have been logged. */
  stop(): Promise<void>;
}

export function createTurns(deps: TurnsDeps, options: TurnsOptions): Turns {
  const engine = createEngine(deps, options);
  const { lanes, active, compactor, recovery, recalling } = engine;
  const stopping = new AbortController();
  let isStopping = false;

  const resume = (pending: readonly PendingTurn[]): void => {
    for (const request of isStopping ? [] : pending) {
      begin(engine, active.add(request, stopping.signal), stopping.signal);
    }
  };
  const watch = watchOrphans(engine, resume);

  const find = (choice: TurnChoice): readonly TrackedTurn[] => {
    if ('sessionKey' in choice) return active.ofSession(choice.sessionKey);
    const turn = active.get(choice.runId);
    return turn === undefined ? [] : [turn];
  };

  return {
    start(request) {
      try {
        if (isStopping) throw stoppingError();
        return begin(engine, active.add(request, stopping.signal), stopping.signal);
      } catch (error) {
        return once(refused(toAppError(error)));
      }
    },
    active: find,
    abort(choice) {
      const turns = find(choice);
      for (const turn of turns) (turn.host ?? turn).abort();
      return turns.map(({ runId }) => runId);
    },
    compact: (request) =>
      lanes.run(
        request.sessionKey,
        () => raceAbort(compactor.compactNow(request), stopping.signal),
        { signal: stopping.signal },
      ),
    async recover() {
      await recovery.start();
      resume(await engine.pending.list());
      watch.start();
    },
    lanes: () => laneTotalsOf(active.list()),
    health() {
      const { problems } = recovery;
      return { unremembered: problems.size, issues: issuesOf(recalling.problem, problems) };
    },
    async stop() {
      isStopping = true;
      const grace = setTimeout(() => stopping.abort(), options.stopGraceMs);
      await lanes.idle();
      // A summary that is not made in time is made by the next process.
      await raceAbort(compactor.idle(), stopping.signal).catch(() => undefined);
      clearTimeout(grace);
      await recovery.stop();
      await watch.stop();
    },
  };
}

interface Engine extends TurnTools {
  readonly lanes: Lanes;
  readonly pending: PendingTurns;
}

function createEngine(deps: TurnsDeps, options: TurnsOptions): Engine {
  const { clock, ids, log } = deps;
  const { accountId } = options;
  const sessions = createSessions({ store: deps.sessions, clock, ids }, { accountId });
  const remember = createRemember(deps, options.rememberTimeoutMs);
  const { contextTokens } = options;
  const { model } = deps;
  const tools = builtInTools(deps, options);
  const bare = { tools, files: '', model, contextTokens, canReason: false };
  return {
    deps,
    options,
    sessions,
    hotLogs: createHotLogs({ maxEntries: maxHistoryEntries }),
    lanes: createLanes(),
    pending: createPendingTurns({ sessions, log }),
    active: createActiveTurns(deps),
    remember,
    recovery: createRecovery({
      sessions,
      remember,
      isElsewhere: () => deps.plugins?.memoryPlugin() !== undefined,
      clock,
      log,
    }),
    compactor: createCompactor({ ...deps, sessions }, options),
    equip: deps.equip ?? (() => Promise.resolve(bare)),
    recalling: { problem: undefined },
  };
}

/** Settles what servers that are gone left, and has what waited there run here. */
function watchOrphans(
  { sessions, recovery, deps: { clock, log } }: Engine,
  resume: (pending: readonly PendingTurn[]) => void,
): OrphanWatch {
  return createOrphanWatch({
    sessions,
    clock,
    log,
    takeOver: async ({ runs, pending }) => {
      const counts = { runs: runs.length, waiting: pending.length };
      log.info('Taking over from a server that is gone', counts);
      await recovery.take(runs);
      resume(pending.map(toPendingTurn));
    },
  });
}

/** Puts a turn into its lane, and answers its events. */
function begin(engine: Engine, turn: TrackedTurn, stopping: AbortSignal): AsyncIterable<TurnEvent> {
  const { lanes, active, deps, pending } = engine;
  if (turn.request.queueMode === 'replace') {
    for (const other of active.ofSession(turn.sessionKey)) {
      if (other.state === 'running' && other.userId === turn.userId) other.abort();
    }
  }
  if (turn.request.isKept === true && lanes.isBusy(turn.sessionKey)) {
    turn.stored = pending.store(turn);
    // Whoever waits for it is told why; it must not run after that.
    turn.stored.catch(() => turn.abort());
  }
  const runNow = () => (turn.host === undefined ? runTurn(engine, turn) : follow(turn, turn.host));
  const task = () => (turn.stored === undefined ? runNow() : turn.stored.then(runNow));
  lanes
    .run(turn.sessionKey, task, { signal: turn.signal })
    .catch(async (thrown: unknown) => {
      const isPending = turn.stored !== undefined || turn.request.isPending === true;
      // What a stop leaves undone the next process does.
      if (isPending && !stopping.aborted) await pending.drop(turn, thrown);
      const error = toAppError(thrown);
      if (error.code === 'internal') deps.log.error('A turn broke', { error: thrown });
      turn.tell(refused(error));
    })
    .finally(turn.events.close)
    .catch(() => undefined);
  return turn.events;
}

function stoppingError(): AppError {
  return new AppError('unavailable', 'The gateway is stopping; try again soon.');
}

/** A turn whose input another one took ends as that did. */
async function follow(turn: TrackedTurn, host: TrackedTurn): Promise<void> {
  turn.tell(await host.ended);
}

async function* once(event: TurnEvent): AsyncGenerator<TurnEvent, void> {
  yield event;
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

function issuesOf(
  recall: string | undefined,
  unremembered: ReadonlyMap<string, string>,
): readonly HealthIssue[] {
  const [first] = unremembered.values();
  const count = unremembered.size;
  return [
    ...(recall === undefined ? [] : [{ code: 'recall_failed', message: recall }]),
    ...(first === undefined ? [] : [{ code: 'not_remembered', message: first, count }]),
  ];
}
