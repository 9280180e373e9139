import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';
import type { ContextEngine } from '@homarus/plugin-api';
import type { PluginHost } from '@homarus/plugins';

import type { EngineOpening, TurnPlugins } from '../turns/turn-plugins.ts';
import { closeEngine, compactBy, createEngineTurn, ownsCompaction } from './engine-turn.ts';
import { commit, createPendingCommits, oldStepOf } from './open-engine.ts';
import type { EngineDeadlines, OpenEngine } from './open-engine.ts';

/** Opens the context engine of the slot for each turn, and for compactions that a person asks for. */
export function createEngineTurns(
  { host, log }: { readonly host: PluginHost; readonly log: Logger },
  deadlines: EngineDeadlines,
): Pick<TurnPlugins, 'openEngine' | 'compactSession'> {
  const pending = createPendingCommits(log);
  const told = new Set<string>();
  const openFor = async (opening: EngineOpening): Promise<OpenEngine | undefined> => {
    const owner = host.contextEngine();
    if (owner === undefined || owner.guard.status === 'off') return undefined;
    const { guard } = owner;
    const { sessionId, key: sessionKey } = opening.session;
    const call = { timeoutMs: deadlines.open, signal: opening.signal };
    try {
      const engine = await guard.call({ ...call, what: 'context engine: make' }, () =>
        owner.offer.factory({ config: owner.hostConfig }),
      );
      const isCurrent = isCurrentEngine(engine);
      const age = ageProblem(engine, isCurrent);
      if (age !== undefined && !told.has(guard.pluginId)) {
        told.add(guard.pluginId);
        guard.remark(age);
      }
      const session = { sessionId, sessionKey };
      const open = { engine, isCurrent, guard, session, deadlines, pending };
      await begin(open, opening);
      return open;
    } catch (error) {
      log.warn('Going on without the context engine', { error: errorText(error) });
      return undefined;
    }
  };
  return {
    async openEngine(turn) {
      const open = await openFor(turn);
      return open && createEngineTurn(open, turn);
    },
    async compactSession({ session, entries, force, tokenBudget }) {
      const { signal } = new AbortController();
      const open = await openFor({ session, isNew: false, signal });
      if (open === undefined) return undefined;
      const placed = entries.map((entry) => ({ message: entry.message, entry }));
      const order = { placed, tokenBudget, force };
      const compaction = ownsCompaction(open.engine) ? await compactBy(open, order) : undefined;
      await closeEngine(open);
      return compaction;
    },
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

function ageProblem(engine: ContextEngine, isCurrent: boolean): string | undefined {
  if (isCurrent) return undefined;
  const why = `The context engine ${engine.info.id} does not declare info.transcriptSemantics with commitTurn`;
  const step = oldStepOf(engine);
  return step === undefined
    ? `${why} and has no afterTurn, ingestBatch or ingest: turns are not handed to it.`
    : `${why}: it is called as an engine of before 2026.8, by ${step}, which may see a turn twice.`;
}

async function begin(open: OpenEngine, turn: EngineOpening): Promise<void> {
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
