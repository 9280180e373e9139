import { runAgent } from '@homarus/agent';
import type { AgentEvent, RunAgentOptions, Tool } from '@homarus/agent';
import { errorText, toAppError } from '@homarus/base';
import { isOfflineModel, toRecalledOptions } from '@homarus/models';
import type { RunRecord, RunStatus, SessionEntry, Sessions } from '@homarus/sessions';

import { isToolNamed } from '../tools/tool-policy.ts';
import type { ActiveTurns, TrackedTurn } from './active-turns.ts';
import { beginTurn, openTurn } from './begin-turn.ts';
import type { BegunTurn, OpenedTurn } from './begin-turn.ts';
import type { Compactor } from './compactor.ts';
import type { Equip, TurnEquipment } from './equipment.ts';
import { fillWindow } from './fill-window.ts';
import { compactorOf, engineFactsOf, shapeWindow, withCommand } from './plugin-steps.ts';
import type { HotLogs } from './hot-logs.ts';
import { promptOf } from './message-text.ts';
import { toReasoning } from './reasoning.ts';
import { nothingRecalled, recall } from './recall.ts';
import type { Recalled } from './recall.ts';
import type { Recovery } from './recovery.ts';
import type { Remember } from './remember.ts';
import { takeSteering } from './steering.ts';
import { toModelUsage } from './run-usage.ts';
import { toSystemPrompt } from './system-prompt.ts';
import type { EngineTurn } from './turn-plugins.ts';
import type { TurnEvent, TurnRequest } from './turn.ts';
import type { TurnsDeps, TurnsOptions } from './turns-options.ts';

/** What one turn works with. */
export interface TurnTools {
  readonly deps: TurnsDeps;
  readonly options: TurnsOptions;
  readonly sessions: Sessions;
  readonly hotLogs: HotLogs;
  readonly active: ActiveTurns;
  readonly remember: Remember;
  readonly recovery: Recovery;
  readonly compactor: Compactor;
  /** How recalling went in the last turn; undefined when well. */
  readonly recalling: { problem: string | undefined };
  /** A caller's tool takes the place of one of the same name. */
  readonly equip: Equip;
}

type AgentFinished = Extract<AgentEvent, { type: 'finished' }>;

/**
 * Runs one turn, in its session's lane. Rejects with why it was refused (nothing is stored then) or
 * why the log could not be written (what is there is settled later); all else is told by events.
 */
export async function runTurn(kit: TurnTools, tracked: TrackedTurn): Promise<void> {
  tracked.state = 'running';
  const { request, signal } = tracked;
  const isPending = request.isPending === true || tracked.stored !== undefined;
  const opened = await openTurn(kit, { ...request, signal, isPending });
  // Memory is asked while the disk takes the input in.
  const preparing = prepare(kit, opened);
  // A turn that cannot begin does not ask what became of it.
  preparing.catch(() => undefined);
  const turn = await beginTurn(kit, opened);
  const { run, session, logged } = turn;
  try {
    const { sessionId } = session;
    tracked.note({ type: 'begun', sessionId, entries: [...logged], startedAt: run.startedAt });
    await answer(kit, { turn, preparing }, tracked);
  } catch (error) {
    await breakOff(kit, run, error);
    throw error;
  }
}

/** The turn after its input is durable, with the context engine that it opens and closes. */
async function answer(
  kit: TurnTools,
  { turn, preparing }: { readonly turn: BegunTurn; readonly preparing: ReturnType<typeof prepare> },
  tracked: TrackedTurn,
): Promise<void> {
  const { plugins } = kit.deps;
  const opening = plugins?.openEngine(engineFactsOf(turn));
  try {
    const { recalled, equipment: usual } = await preparing;
    const equipment = withCommand(plugins, turn, usual);
    kit.recalling.problem = recalled.problem;
    const engine = await opening;
    tracked.tell(acceptedEvent({ turn, recalled, equipment }));
    const prepared = { turn, recalled, equipment, engine };
    const { end, problem: windowProblem } = await converse(kit, prepared, tracked);
    const [problem, engineProblem] = await Promise.all([
      settle(kit, prepared, end),
      engine?.settle(turn.logged, end),
    ]);
    if (problem !== undefined) kit.recovery.noteUnsettled(turn.run.runId, problem);
    const { problem: thinkingProblem } = toReasoning(turn, equipment);
    const problems = [recalled.problem, windowProblem, thinkingProblem, problem, engineProblem];
    const degraded = problems.filter((text) => text !== undefined);
    tracked.tell({ ...end, isRemembered: problem === undefined, degraded });
  } finally {
    await (await opening)?.close();
  }
}

/** A turn that cannot go on has failed; when not even that can be logged, it is settled later. */
async function breakOff(
  { sessions, recovery }: TurnTools,
  run: RunRecord,
  error: unknown,
): Promise<void> {
  const { code, message } = toAppError(error);
  if (code !== 'unavailable') {
    const failed = { status: 'failed', isRemembered: false, error: message } as const;
    await sessions.finish(run, failed).catch(() => undefined);
  }
  recovery.noteUnsettled(run.runId, `turn: ${errorText(error)}`);
}

interface Prepared {
  readonly turn: BegunTurn;
  readonly recalled: Recalled;
  readonly equipment: TurnEquipment;
  readonly engine: EngineTurn | undefined;
}

/** What a turn needs beside its input. */
async function prepare(
  kit: TurnTools,
  turn: OpenedTurn,
): Promise<Pick<Prepared, 'equipment' | 'recalled'>> {
  const { agentId, facts } = turn.session;
  const equipment = await kit.equip(agentId, facts.model);
  return { equipment, recalled: await recallFor(kit, turn, equipment) };
}

function recallFor(
  { deps, options }: TurnTools,
  turn: OpenedTurn,
  { model }: TurnEquipment,
): Promise<Recalled> {
  if (deps.plugins?.memoryPlugin() !== undefined) return Promise.resolve(nothingRecalled);
  const { accountId, userId, agentId, sessionId } = turn.session;
  const request = {
    scope: { accountId, userId, agentId, sessionId },
    // The offline model cannot read its window: what stands there must be recalled all the same.
    window: isOfflineModel(model) ? [] : turn.memoryWindow,
    prompt: promptOf(turn.input, turn.history),
    signal: turn.request.signal,
  };
  return recall(deps, request, options.recallTimeoutMs);
}

function acceptedEvent({ turn, recalled, equipment }: Omit<Prepared, 'engine'>): TurnEvent {
  const { model } = equipment;
  return {
    type: 'accepted',
    runId: turn.run.runId,
    sessionId: turn.session.sessionId,
    sessionKey: turn.session.key,
    recalled: recalled.items,
    answeredBy: `${model.provider}/${model.modelId}`,
    startedAt: turn.run.startedAt,
  };
}

interface Answer {
  readonly end: AgentFinished;
  /** Why the window was cut. */
  readonly problem: string | undefined;
}

/** The model's part: passes on what it says, and logs each message before the next step. */
async function converse(kit: TurnTools, prepared: Prepared, tracked: TrackedTurn): Promise<Answer> {
  const { turn } = prepared;
  const isOffline = isOfflineModel(prepared.equipment.model);
  const onLogged = (entries: readonly SessionEntry[]): void => {
    turn.logged.push(...entries);
  };
  const takeFor = { host: tracked, run: turn.run, onLogged };
  const { options, problem } = await toRunOptions(kit, prepared);
  const steered = {
    ...options,
    takeSteering: () => takeSteering({ ...kit, log: kit.deps.log }, takeFor),
  };
  for await (const event of runAgent(steered)) {
    switch (event.type) {
      case 'message': {
        const isEcho = isOffline && event.message.role === 'assistant';
        const entries = await kit.sessions.append(turn.run, [{ message: event.message, isEcho }]);
        onLogged(entries);
        tracked.note({ type: 'logged', entries });
        break;
      }
      case 'finished':
        return { end: event, problem };
      case 'round':
        break;
      default:
        tracked.tell(event);
    }
  }
  throw new Error('A run ended without its last event.');
}

async function toRunOptions(
  kit: TurnTools,
  { turn, recalled, equipment, engine }: Prepared,
): Promise<{ readonly options: RunAgentOptions; readonly problem: string | undefined }> {
  const { deps, options } = kit;
  const { request, run, session } = turn;
  const own = allowedTools(equipment.tools, request);
  const parts = {
    canRecall: own.some(({ name }) => name === 'memory_recall'),
    agent: deps.agents.require(run.agentId, 'agentId'),
    now: deps.clock.now(),
    timeZone: options.timeZone,
    files: equipment.files,
    instructions: request.instructions,
    memory: recalled.addition,
  };
  const tools = mergeTools(own, request.clientTools ?? []);
  const { contextTokens } = equipment;
  const filled = await fillWindow(
    compactorOf(kit, { turn, engine, tokenBudget: contextTokens }),
    turn,
    { contextTokens, system: toSystemPrompt(parts), tools: JSON.stringify(tools) },
  );
  const shaped = await shapeWindow(deps.plugins, { turn, engine, filled, equipment, tools });
  // What memory says of the session's beginning is made of the same summary.
  const earlier = recalled.hasArchive ? undefined : filled.summary;
  const memory = [recalled.addition, shaped.addition].filter((text) => text !== '').join('\n\n');
  const runOptions: RunAgentOptions = {
    model: equipment.model,
    system: toSystemPrompt({ ...parts, earlier, memory }),
    messages: shaped.messages,
    tools,
    context: {
      runId: run.runId,
      agentId: run.agentId,
      userId: run.userId,
      sessionKey: session.key,
      sessionId: session.sessionId,
    },
    signal: request.signal,
    clock: deps.clock,
    log: deps.log,
    providerOptions: toRecalledOptions(recalled.forModel),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    settings: { ...request.settings, ...toReasoning(turn, equipment).settings },
  };
  return { options: runOptions, problem: filled.problem ?? shaped.problem };
}

function allowedTools(own: readonly Tool[], { toolsAllow }: TurnRequest): readonly Tool[] {
  if (toolsAllow === undefined) return own;
  return own.filter(({ name }) => toolsAllow.some((pattern) => isToolNamed(name, pattern)));
}

function mergeTools(own: readonly Tool[], clients: readonly Tool[]): readonly Tool[] {
  const taken = new Set(clients.map((tool) => tool.name));
  return [...own.filter((tool) => !taken.has(tool.name)), ...clients];
}

/** Hands the turn to memory, unless a plugin is that, then ends the run in the log. Answers why memory did not take it. */
async function settle(
  kit: TurnTools,
  { turn, equipment }: Prepared,
  end: AgentFinished,
): Promise<string | undefined> {
  const { run, logged, tail } = turn;
  if (tail !== undefined) kit.hotLogs.set(run.sessionId, [...tail, ...logged]);
  // Whoever aborts wants the end now: a memory that is slow gets the turn later.
  const limit = end.reason === 'aborted' ? { timeoutMs: abortedTimeoutMs } : {};
  // One memory, not two: what a plugin remembers, the gateway's own does not.
  const isElsewhere = kit.deps.plugins?.memoryPlugin() !== undefined;
  const problem = isElsewhere ? undefined : await kit.remember(run, logged, limit);
  await kit.sessions.finish(run, {
    status: statusOf(end),
    isRemembered: problem === undefined,
    usage: toModelUsage(equipment.model, end.usage, logged),
    ...(end.error === undefined ? {} : { error: end.error.message }),
  });
  return problem;
}

/** How long an aborted turn waits for memory. */
const abortedTimeoutMs = 50;

function statusOf({ reason }: AgentFinished): Exclude<RunStatus, 'running'> {
  if (reason === 'failed') return 'failed';
  return reason === 'aborted' ? 'aborted' : 'done';
}
