import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type {
  AfterTurnRequest,
  CommitTurnRequest,
  ContextEngine,
  EngineSession,
} from '@homarus/plugin-api';
import type { Guard, PluginHost } from '@homarus/plugins';

import type { EngineTurn, EngineTurnFacts } from '../turns/turn-plugins.ts';
import { createEngineTurn } from './engine-turn.ts';

/** How long a turn waits for each step of a context engine, in milliseconds. */
export interface EngineDeadlines {
  /** Making it, `bootstrap`, and `maintain` before the turn. */
  readonly open: number;
  readonly assemble: number;
  readonly compact: number;
  /** `commitTurn` or `afterTurn`. */
  readonly commit: number;
  /** `maintain` after the turn, and `dispose`. */
  readonly close: number;
}

export const defaultEngineDeadlines: EngineDeadlines = {
  open: 1000,
  assemble: 500,
  compact: 30_000,
  commit: 5000,
  close: 30_000,
};

/** Turns of one session that its engine has yet to take; more are given up, with a line in the log. */
const maxPending = 50;

/** The engine of one turn, and how to call into it. */
export interface OpenEngine {
  readonly engine: ContextEngine;
  readonly isCurrent: boolean;
  readonly guard: Guard;
  readonly session: EngineSession;
  readonly deadlines: EngineDeadlines;
  readonly pending: PendingCommits;
}

/** What `commitTurn` threw at, until it takes it: the keys stay the same. */
export interface PendingCommits {
  add(sessionKey: string, request: CommitTurnRequest): void;
  /** In order; those that `commit` takes are gone. Stops at the first that it does not. */
  retry(sessionKey: string, commit: (request: CommitTurnRequest) => Promise<void>): Promise<void>;
}

/** Opens the context engine of the slot for each turn. */
export function createEngineTurns(
  { host, log }: { readonly host: PluginHost; readonly log: Logger },
  deadlines: EngineDeadlines,
): (turn: EngineTurnFacts) => Promise<EngineTurn | undefined> {
  const pending = createPendingCommits(log);
  const told = new Set<string>();
  return async (turn) => {
    const owner = host.contextEngine();
    if (owner === undefined || owner.guard.status === 'off') return undefined;
    const { guard } = owner;
    const { sessionId, key: sessionKey } = turn.session;
    const call = { timeoutMs: deadlines.open, signal: turn.signal };
    try {
      const engine = await guard.call({ ...call, what: 'context engine: make' }, () =>
        owner.engine.factory(),
      );
      const isCurrent = isCurrentEngine(engine);
      const age = ageProblem(engine, isCurrent);
      if (age !== undefined && !told.has(guard.pluginId)) {
        told.add(guard.pluginId);
        guard.remark(age);
      }
      const session = { sessionId, sessionKey };
      const open = { engine, isCurrent, guard, session, deadlines, pending };
      await begin(open, turn);
      return createEngineTurn(open, turn);
    } catch (error) {
      log.warn('Going on without the context engine', { error: errorText(error) });
      return undefined;
    }
  };
}

/** An engine that declares how turns are handed over, exactly once each. */
function isCurrentEngine({ info, commitTurn }: ContextEngine): boolean {
  const { currentTurnFence, turnAdvancementIdempotency } = info.transcriptSemantics ?? {};
  return (
    commitTurn !== undefined &&
    currentTurnFence === 'before-current-turn-entry-v1' &&
    turnAdvancementIdempotency === 'atomic-idempotent-v1'
  );
}

function ageProblem({ info, afterTurn }: ContextEngine, isCurrent: boolean): string | undefined {
  if (isCurrent) return undefined;
  const why = `The context engine ${info.id} does not declare info.transcriptSemantics with commitTurn`;
  return afterTurn === undefined
    ? `${why} and has no afterTurn: turns are not handed to it.`
    : `${why}: it is called as an engine of before 2026.8, by afterTurn, which may see a turn twice.`;
}

async function begin(open: OpenEngine, turn: EngineTurnFacts): Promise<void> {
  const { engine, guard, session, deadlines, pending } = open;
  const call = { timeoutMs: deadlines.open, signal: turn.signal };
  await guard.call({ ...call, what: 'context engine: bootstrap' }, () =>
    engine.bootstrap?.(session),
  );
  await pending.retry(session.sessionKey, (request) => commit(open, request));
  if (turn.isNew || engine.maintain === undefined) return;
  const maintain = guard.call({ ...call, what: 'context engine: maintain' }, () =>
    engine.maintain?.(session),
  );
  // A turn goes on when its maintenance does not; the guard has noted why.
  const settled = maintain.then(
    () => undefined,
    () => undefined,
  );
  if (engine.info.turnMaintenanceMode !== 'background') await settled;
}

/** Hands one turn over. Rejects when the engine does not take it. */
export async function commit(
  { engine, guard, deadlines }: OpenEngine,
  request: CommitTurnRequest,
  timeoutMs: number = deadlines.commit,
): Promise<void> {
  await guard.call({ what: 'context engine: commitTurn', timeoutMs }, () =>
    engine.commitTurn?.(request),
  );
}

/** The same for an old engine, which is not asked again. */
export async function tellOldEngine(
  { engine, guard, deadlines }: OpenEngine,
  request: AfterTurnRequest,
  timeoutMs: number = deadlines.commit,
): Promise<void> {
  await guard.call({ what: 'context engine: afterTurn', timeoutMs }, () =>
    engine.afterTurn?.(request),
  );
}

function createPendingCommits(log: Logger): PendingCommits {
  const bySession = new Map<string, CommitTurnRequest[]>();
  return {
    add(sessionKey, request) {
      const waiting = bySession.get(sessionKey) ?? [];
      bySession.set(sessionKey, waiting);
      waiting.push(request);
      if (waiting.length <= maxPending) return;
      const lost = waiting.shift();
      log.error('A turn was never taken by the context engine', { key: lost?.advancementKey });
    },
    async retry(sessionKey, take) {
      const waiting = bySession.get(sessionKey) ?? [];
      for (const request of [...waiting]) {
        try {
          await take(request);
        } catch {
          return;
        }
        waiting.shift();
      }
      bySession.delete(sessionKey);
    },
  };
}
