import { runAgent } from '@homarus/agent';
import type { AgentEvent, RunAgentOptions, Tool } from '@homarus/agent';
import { errorText, estimateTokens } from '@homarus/base';
import type { SessionScope } from '@homarus/memory';
import { isOfflineModel, toRecalledOptions } from '@homarus/models';
import { fitWindow } from '@homarus/sessions';
import type { RunStatus, Sessions } from '@homarus/sessions';

import { beginTurn } from './begin-turn.ts';
import type { BegunTurn } from './begin-turn.ts';
import type { Equip, TurnEquipment } from './equipment.ts';
import { promptOf } from './message-text.ts';
import { recall } from './recall.ts';
import type { Recalled } from './recall.ts';
import type { Recovery } from './recovery.ts';
import type { Remember } from './remember.ts';
import { toSystemPrompt } from './system-prompt.ts';
import type { TurnEvent, TurnRequest } from './turn.ts';
import type { TurnsDeps, TurnsOptions } from './turns-options.ts';
import { repairToolCalls } from './window.ts';

/** What one turn works with. */
export interface TurnTools {
  readonly deps: TurnsDeps;
  readonly options: TurnsOptions;
  readonly sessions: Sessions;
  readonly remember: Remember;
  readonly recovery: Recovery;
  /** How recalling went in the last turn; undefined when well. */
  readonly noteRecall: (problem: string | undefined) => void;
  /** A caller's tool takes the place of one of the same name. */
  readonly equip: Equip;
}

export type Emit = (event: TurnEvent) => void;
type AgentFinished = Extract<AgentEvent, { type: 'finished' }>;

/** The window's part of the model's context; the rest is for the answer and the estimate's error. */
const windowShare = 0.8;

/**
 * Runs one turn, in its session's lane. Rejects with why it was refused (nothing is stored then) or
 * why the log could not be written (what is there is settled later); all else is told by events.
 */
export async function runTurn(kit: TurnTools, request: TurnRequest, emit: Emit): Promise<void> {
  const { recovery } = kit;
  const turn = await beginTurn(kit.sessions, request);
  const { runId } = turn.run;
  try {
    const equipment = await kit.equip(turn.run.agentId, turn.session.facts.model);
    const recalled = await recallFor(kit, turn, equipment);
    kit.noteRecall(recalled.problem);
    emitAccepted({ turn, recalled, equipment }, emit);
    const end = await converse(kit, { turn, recalled, equipment }, emit);
    const problem = await settle(kit, turn, end);
    if (problem !== undefined) recovery.noteUnsettled(runId, problem);
    const degraded = [recalled.problem, problem].filter((text) => text !== undefined);
    emit({ ...end, isRemembered: problem === undefined, degraded });
  } catch (error) {
    recovery.noteUnsettled(runId, `log: ${errorText(error)}`);
    throw error;
  }
}

interface Prepared {
  readonly turn: BegunTurn;
  readonly recalled: Recalled;
  readonly equipment: TurnEquipment;
}

function scopeOf({ options }: TurnTools, { run, session }: BegunTurn): SessionScope {
  const { userId, agentId } = run;
  return { accountId: options.accountId, userId, agentId, sessionId: session.sessionId };
}

function recallFor(kit: TurnTools, turn: BegunTurn, { model }: TurnEquipment): Promise<Recalled> {
  const { deps, options } = kit;
  const request = {
    scope: scopeOf(kit, turn),
    // The offline model cannot read its window: what stands there must be recalled all the same.
    window: isOfflineModel(model) ? [] : turn.memoryWindow,
    prompt: promptOf(turn.input, turn.history),
    signal: turn.request.signal,
  };
  return recall(deps, request, options.recallTimeoutMs);
}

function emitAccepted({ turn, recalled, equipment }: Prepared, emit: Emit): void {
  const { model } = equipment;
  emit({
    type: 'accepted',
    runId: turn.run.runId,
    sessionId: turn.session.sessionId,
    sessionKey: turn.session.key,
    recalled: recalled.items,
    answeredBy: `${model.provider}/${model.modelId}`,
    startedAt: turn.run.startedAt,
  });
}

/** The model's part: passes on what it says, and logs each message before the next step. */
async function converse(kit: TurnTools, prepared: Prepared, emit: Emit): Promise<AgentFinished> {
  const { turn } = prepared;
  const isOffline = isOfflineModel(prepared.equipment.model);
  for await (const event of runAgent(toRunOptions(kit, prepared))) {
    switch (event.type) {
      case 'message': {
        const isEcho = isOffline && event.message.role === 'assistant';
        await kit.sessions.append(turn.run, [{ message: event.message, isEcho }]);
        break;
      }
      case 'finished':
        return event;
      case 'round':
        break;
      default:
        emit(event);
    }
  }
  throw new Error('A run ended without its last event.');
}

function toRunOptions(kit: TurnTools, { turn, recalled, equipment }: Prepared): RunAgentOptions {
  const { deps, options } = kit;
  const { request, run, session } = turn;
  const system = toSystemPrompt({
    agent: deps.agents.require(run.agentId, 'agentId'),
    now: deps.clock.now(),
    timeZone: options.timeZone,
    files: equipment.files,
    instructions: request.instructions,
    memory: recalled.addition,
  });
  const tools = mergeTools(equipment.tools, request.clientTools ?? []);
  const fixed = estimateTokens(system) + estimateTokens(JSON.stringify(tools));
  const budget = Math.floor(options.contextTokens * windowShare) - fixed;
  return {
    model: equipment.model,
    system,
    messages: fitWindow(repairToolCalls([...turn.history, ...turn.input]), budget),
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
    ...(request.settings === undefined ? {} : { settings: request.settings }),
  };
}

function mergeTools(own: readonly Tool[], clients: readonly Tool[]): readonly Tool[] {
  const taken = new Set(clients.map((tool) => tool.name));
  return [...own.filter((tool) => !taken.has(tool.name)), ...clients];
}

/** Hands the turn to memory, then ends the run in the log. Answers why memory did not take it. */
async function settle(
  kit: TurnTools,
  turn: BegunTurn,
  end: AgentFinished,
): Promise<string | undefined> {
  const { run } = turn;
  const entries = await kit.sessions.getRunEntries(run.runId);
  const problem = await kit.remember(run, entries);
  await kit.sessions.finish(run, {
    status: statusOf(end),
    isRemembered: problem === undefined,
    ...(end.error === undefined ? {} : { error: end.error.message }),
  });
  return problem;
}

function statusOf({ reason }: AgentFinished): Exclude<RunStatus, 'running'> {
  if (reason === 'failed') return 'failed';
  return reason === 'aborted' ? 'aborted' : 'done';
}
