import type { AgentEvent } from '@homarus/agent';
import { errorText } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';
import type { ContextEngine, EngineCompactAnswer, PluginMessage } from '@homarus/plugin-api';
import type { Compaction, SessionEntry } from '@homarus/sessions';
import { estimateMessageTokens } from '@homarus/sessions';

import type {
  AssembleWindow,
  EngineTurn,
  EngineTurnFacts,
  PlacedMessage,
} from '../turns/turn-plugins.ts';
import { commit, tellOldEngine } from './open-engine.ts';
import type { OpenEngine } from './open-engine.ts';
import { fromPluginMessage, toPluginMessages } from './plugin-messages.ts';

/** What an engine may put into a system prompt, in characters. */
const maxAddition = 32_000;
/** How long an aborted turn waits for the engine. */
const abortedTimeoutMs = 50;

type End = Extract<AgentEvent, { type: 'finished' }>;

/** The steps of a turn after its engine was opened. */
export function createEngineTurn(open: OpenEngine, turn: EngineTurnFacts): EngineTurn {
  let window: readonly PluginMessage[] = [];
  let tokenBudget = 0;
  return {
    ownsCompaction: ownsCompaction(open.engine),
    compact: (placed, budget) =>
      compactBy(open, { placed, tokenBudget: budget, force: false, signal: turn.signal }),
    async assemble(request) {
      const given = toWindow(request.window);
      window = [...given.keys()];
      ({ tokenBudget } = request);
      const messages = request.window.map(({ message }) => message);
      try {
        const answer = await assemble(open, request, { window, signal: turn.signal });
        const assembled = answer && fromWindow(answer.messages, given);
        const addition = (answer?.systemPromptAddition ?? '').slice(0, maxAddition);
        return { messages: assembled ?? messages, addition, problem: undefined };
      } catch (error) {
        return { messages, addition: '', problem: `assemble: ${errorText(error)}` };
      }
    },
    settle: (entries, end) => settle(open, { turn, entries, end, window, tokenBudget }),
    close: () => closeEngine(open),
  };
}

interface CompactionOrder {
  readonly placed: readonly PlacedMessage[];
  readonly tokenBudget: number;
  readonly force: boolean;
  readonly signal?: AbortSignal;
}

/** The compaction, or why there is none. */
export async function compactBy(
  { engine, guard, session, deadlines }: OpenEngine,
  { placed, tokenBudget, force, signal }: CompactionOrder,
): Promise<Compaction | string> {
  const currentTokenCount = placed.reduce(
    (sum, { message }) => sum + estimateMessageTokens(message),
    0,
  );
  const target = { tokenBudget, currentTokenCount, compactionTarget: 'budget' as const };
  const call = { what: 'context engine: compact', timeoutMs: deadlines.compact, signal };
  try {
    const answer = await guard.call(call, () => engine.compact?.({ ...session, force, ...target }));
    return toCompaction(answer) ?? 'compact: the context engine has compacted by itself.';
  } catch (error) {
    return `compact: ${errorText(error)}`;
  }
}

export function ownsCompaction({ info, compact }: ContextEngine): boolean {
  return info.ownsCompaction === true && compact !== undefined;
}

/** Lets the engine tidy up and ends it. Never rejects. */
export async function closeEngine({
  engine,
  guard,
  session,
  deadlines,
}: OpenEngine): Promise<void> {
  const call = { what: 'context engine: close', timeoutMs: deadlines.close };
  const work = guard.call(call, async () => {
    try {
      await engine.maintain?.(session);
    } finally {
      await engine.dispose?.();
    }
  });
  // The guard has noted what failed.
  const settled = work.catch(() => undefined);
  if (engine.info.turnMaintenanceMode !== 'background') await settled;
}

async function assemble(
  { engine, guard, session, deadlines }: OpenEngine,
  { tokenBudget, prompt, tools, model }: AssembleWindow,
  { window, signal }: { readonly window: readonly PluginMessage[]; readonly signal: AbortSignal },
) {
  const call = { what: 'context engine: assemble', timeoutMs: deadlines.assemble, signal };
  return guard.call(call, () =>
    engine.assemble?.({
      ...session,
      messages: window,
      tokenBudget,
      prompt,
      availableTools: new Set(tools),
      model: `${model.provider}/${model.modelId}`,
    }),
  );
}

/** What the engine is shown, and what each message was made of. */
function toWindow(window: readonly PlacedMessage[]): ReadonlyMap<PluginMessage, ModelMessage> {
  return new Map(
    window.flatMap(({ message, entry }) =>
      toPluginMessages(message, entry && placeOf(entry)).map((shown) => [shown, message] as const),
    ),
  );
}

function placeOf({ position, createdAt }: SessionEntry) {
  return { id: `entry${position}`, timestamp: createdAt };
}

/** Messages that the engine passed on are the originals again, with all that plugins do not see. */
function fromWindow(
  answered: readonly PluginMessage[],
  given: ReadonlyMap<PluginMessage, ModelMessage>,
): readonly ModelMessage[] {
  const messages = answered.flatMap((one) => given.get(one) ?? fromPluginMessage(one) ?? []);
  const unique = messages.filter((message, index) => message !== messages[index - 1]);
  if (!unique.some(({ role }) => role === 'user')) {
    throw new Error('the answer has no message of the user');
  }
  return unique;
}

interface SettledTurn {
  readonly turn: EngineTurnFacts;
  readonly entries: readonly SessionEntry[];
  readonly end: End;
  readonly window: readonly PluginMessage[];
  readonly tokenBudget: number;
}

async function settle(open: OpenEngine, settled: SettledTurn): Promise<string | undefined> {
  const { turn, entries, end, window, tokenBudget } = settled;
  const { session, isCurrent, pending } = open;
  const { runId, sessionKey } = turn.facts;
  const messages = entries.flatMap((entry) => toPluginMessages(entry.message, placeOf(entry)));
  if (!isCurrent) {
    const before = window.filter(({ id }) => !messages.some((own) => own.id === id));
    const all = { messages: [...before, ...messages], prePromptMessageCount: before.length };
    // Whoever aborts wants the end now.
    const timeoutMs = end.reason === 'aborted' ? abortedTimeoutMs : undefined;
    return problemOf(tellOldEngine(open, { ...session, ...all, tokenBudget }, timeoutMs));
  }
  // What failed or was aborted does not advance an engine of today.
  if (end.reason === 'failed' || end.reason === 'aborted') return undefined;
  const request = {
    ...session,
    advancementKey: `${session.sessionId}/${runId}`,
    admission: { runId, admittedAt: turn.startedAt },
    terminal: { status: 'completed' as const },
    messages,
  };
  const problem = await problemOf(commit(open, request));
  if (problem !== undefined) pending.add(sessionKey, request);
  return problem;
}

async function problemOf(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return `context engine: ${errorText(error)}`;
  }
}

/** Undefined when the engine keeps its summary to itself. */
function toCompaction(answer: EngineCompactAnswer | undefined): Compaction | undefined {
  const { summary, firstKeptEntryId, tokensBefore = 0, tokensAfter = 0 } = answer?.result ?? {};
  const position = /^entry(\d+)$/u.exec(firstKeptEntryId ?? '')?.[1];
  if (answer?.compacted !== true || summary === undefined || position === undefined) {
    return undefined;
  }
  return { summary, firstKeptPosition: Number(position), tokensBefore, tokensAfter };
}
