import type { Tool } from '@homarus/agent';
import { toCompactionMessage, fitWindow } from '@homarus/sessions';
import type { SessionEntry, Sessions } from '@homarus/sessions';
import type { ModelMessage } from '@homarus/models';

import type { BegunTurn } from './begin-turn.ts';
import type { Compactor } from './compactor.ts';
import type { TurnEquipment } from './equipment.ts';
import type { FilledWindow } from './fill-window.ts';
import { promptOf } from './message-text.ts';
import type { EngineTurn, EngineTurnFacts, PlacedMessage, TurnPlugins } from './turn-plugins.ts';
import type { TurnFacts } from './turn.ts';
import { repairToolCalls } from './window.ts';

function factsOf({ run, session }: BegunTurn): TurnFacts {
  const { runId, agentId, userId } = run;
  return { runId, agentId, userId, sessionKey: session.key };
}

/** A command of a plugin is answered by that, without tools. */
export function withCommand(
  plugins: TurnPlugins | undefined,
  turn: BegunTurn,
  equipment: TurnEquipment,
): TurnEquipment {
  const model = plugins?.commandModel(promptOf(turn.input, []), factsOf(turn));
  return model === undefined ? equipment : { ...equipment, model, tools: [] };
}

export function engineFactsOf(turn: BegunTurn): EngineTurnFacts {
  const { session, before, run, request } = turn;
  return {
    facts: factsOf(turn),
    session,
    isNew: before.length === 0,
    startedAt: run.startedAt,
    signal: request.signal,
  };
}

interface EngineCompaction {
  readonly turn: BegunTurn;
  readonly engine: EngineTurn | undefined;
  /** Of the model's context. */
  readonly tokenBudget: number;
}

/** What compacts a full window: the engine that wants to, else memory. */
export function compactorOf(
  { compactor, sessions }: { readonly compactor: Compactor; readonly sessions: Sessions },
  { turn, engine, tokenBudget }: EngineCompaction,
): Pick<Compactor, 'compactInTime'> {
  if (engine?.ownsCompaction !== true) return compactor;
  return {
    async compactInTime({ session }) {
      const window = placed(turn, turn.history);
      const compaction = await engine.compact(window, tokenBudget);
      if (typeof compaction === 'string') return compaction;
      await sessions.note(session.sessionId, [{ message: toCompactionMessage(compaction) }]);
      return compaction;
    },
  };
}

interface ShapedTurn {
  readonly turn: BegunTurn;
  readonly engine: EngineTurn | undefined;
  readonly filled: FilledWindow;
  readonly equipment: TurnEquipment;
  readonly tools: readonly Tool[];
}

interface ShapedWindow {
  readonly messages: readonly ModelMessage[];
  /** For the system prompt; empty when nothing. */
  readonly addition: string;
  readonly problem: string | undefined;
}

/** What plugins make of the window, within its budget. */
export async function shapeWindow(
  plugins: TurnPlugins | undefined,
  { turn, engine, filled, equipment, tools }: ShapedTurn,
): Promise<ShapedWindow> {
  const { messages, budget } = filled;
  if (plugins === undefined) return { messages, addition: '', problem: undefined };
  const prompt = promptOf(turn.input, turn.history);
  const names = tools.map(({ name }) => name);
  const { sessionId } = turn.session;
  const said = { facts: factsOf(turn), sessionId, prompt, messages, tools: names };
  const [assembled, addition] = await Promise.all([
    engine?.assemble({
      window: placed(turn, messages),
      tokenBudget: budget,
      prompt,
      tools: names,
      model: equipment.model,
    }),
    plugins.promptAddition(said),
  ]);
  if (assembled === undefined) return { messages, addition, problem: undefined };
  const additions = [assembled.addition, addition].filter((text) => text !== '');
  return {
    messages:
      assembled.problem === undefined
        ? fitWindow(repairToolCalls(assembled.messages), budget)
        : messages,
    addition: additions.join('\n\n'),
    problem: assembled.problem,
  };
}

/** Messages with the entries of the log that they were made of. */
function placed(turn: BegunTurn, messages: readonly ModelMessage[]): readonly PlacedMessage[] {
  const entries = new Map<ModelMessage, SessionEntry | undefined>([
    ...turn.history.map((message, index) => [message, turn.before[index]] as const),
    ...turn.input.map((message, index) => [message, turn.logged[index]] as const),
  ]);
  return messages.map((message) => ({ message, entry: entries.get(message) }));
}
