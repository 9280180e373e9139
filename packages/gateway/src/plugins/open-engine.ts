import type { Logger } from '@homarus/base';
import type {
  AfterTurnRequest,
  CommitTurnRequest,
  ContextEngine,
  EngineSession,
} from '@homarus/plugin-api';
import type { Guard } from '@homarus/plugins';

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
/** Sessions with such turns; those of the one that waits longest are given up for another. */
const maxPendingSessions = 200;

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

/** Hands one turn over. Rejects when the engine does not take it. */
export async function commit(
  { engine, guard, deadlines }: OpenEngine,
  request: CommitTurnRequest,
): Promise<void> {
  const call = { what: 'context engine: commitTurn', timeoutMs: deadlines.commit };
  await guard.call(call, () => engine.commitTurn?.(request));
}

/** By which step an engine of before `commitTurn` is told of turns; undefined when by none. */
export function oldStepOf(
  engine: ContextEngine,
): 'afterTurn' | 'ingestBatch' | 'ingest' | undefined {
  return (['afterTurn', 'ingestBatch', 'ingest'] as const).find(
    (step) => engine[step] !== undefined,
  );
}

/** The same for an old engine, which is not asked again. */
export async function tellOldEngine(
  { engine, guard, deadlines }: OpenEngine,
  request: AfterTurnRequest,
  timeoutMs: number = deadlines.commit,
): Promise<void> {
  const step = oldStepOf(engine);
  if (step === undefined) return;
  const { sessionId, sessionKey, prePromptMessageCount } = request;
  const messages = request.messages.slice(prePromptMessageCount);
  await guard.call({ what: `context engine: ${step}`, timeoutMs }, async () => {
    switch (step) {
      case 'afterTurn':
        await engine.afterTurn?.(request);
        break;
      case 'ingestBatch':
        await engine.ingestBatch?.({ sessionId, sessionKey, messages });
        break;
      case 'ingest':
        for (const message of messages) {
          await engine.ingest?.({ sessionId, sessionKey, message });
        }
        break;
      default:
        return step satisfies never;
    }
    return undefined;
  });
}

export function createPendingCommits(log: Logger): PendingCommits {
  const bySession = new Map<string, CommitTurnRequest[]>();
  const giveUp = (requests: readonly CommitTurnRequest[]): void => {
    for (const { advancementKey: key } of requests) {
      log.error('A turn was never taken by the context engine', { key });
    }
  };
  return {
    add(sessionKey, request) {
      const waiting = bySession.get(sessionKey) ?? [];
      bySession.set(sessionKey, waiting);
      waiting.push(request);
      if (waiting.length > maxPending) giveUp(waiting.splice(0, 1));
      const [oldest] = bySession.keys();
      if (bySession.size <= maxPendingSessions || oldest === undefined) return;
      giveUp(bySession.get(oldest) ?? []);
      bySession.delete(oldest);
    },
    async retry(sessionKey, take) {
      const waiting = bySession.get(sessionKey) ?? [];
      for (let request = waiting[0]; request !== undefined; request = waiting[0]) {
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
