import { languageOf, toAppError } from '@homarus/base';
import type { AppError } from '@homarus/base';
import type { ModelMessage } from '@homarus/models';

import { closingWords } from './closing-words.ts';
import type { Limit } from './closing-words.ts';
import { openDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import type { AgentEvent, FinishReason, ToolCall } from './events.ts';
import { defaultAgentLimits } from './limits.ts';
import type { AgentLimits } from './limits.ts';
import { createLoopBreaker } from './loop-breaker.ts';
import { lastUserText, toAssistantMessage, toPrompt, toToolMessage } from './messages.ts';
import { toCallOptions } from './model-call.ts';
import { runModelRound } from './model-round.ts';
import type { ModelRound } from './model-round.ts';
import type { RunAgentOptions } from './options.ts';
import { createCallReader } from './received-call.ts';
import type { CallReader, ReceivedCall } from './received-call.ts';
import { runToolCalls } from './tool-calls.ts';
import type { Tool } from './tool.ts';

/**
 * Answers a conversation: calls the model, runs the tools it calls, hands it their results, until it
 * is done or a limit, a failure or the caller ends it. It never throws; see {@link AgentEvent} for
 * what comes in which order.
 *
 * It goes on only while its consumer asks for events. A consumer that leaves early (`break`, or
 * `return()` between two events) ends the run without a `finished` event: the model's stream is
 * cancelled and the signal of running tools aborts. To end it while an event is being waited for,
 * abort `signal`.
 */
export async function* runAgent(options: RunAgentOptions): AsyncGenerator<AgentEvent, void> {
  const limits = { ...defaultAgentLimits, ...options.limits };
  const { clock, signal, log } = options;
  using deadline = openDeadline({
    clock,
    timeoutMs: limits.timeoutMs,
    parent: signal,
    name: 'The turn',
  });
  const run = startRun(options, limits, deadline);
  try {
    const ending = yield* runRounds(run);
    yield* conclude(run, ending);
  } catch (error) {
    log.error('A run ended with an unexpected error.', { error });
    yield finishedEvent(run, { reason: 'failed', error: toAppError(error) });
  }
}

/** The state of one run. */
interface Run {
  readonly options: RunAgentOptions;
  readonly limits: AgentLimits;
  readonly deadline: Deadline;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly readCall: CallReader;
  /** The conversation, with what this run has added. */
  readonly messages: ModelMessage[];
  /** All text events so far. */
  text: string;
  readonly usage: { inputTokens: number; outputTokens: number };
}

interface Ending {
  readonly reason: FinishReason;
  /** Said in the last round, and not logged yet. */
  readonly partialText?: string;
  readonly limit?: Limit;
  readonly pendingCalls?: readonly ToolCall[];
  readonly error?: AppError;
}

function startRun(options: RunAgentOptions, limits: AgentLimits, deadline: Deadline): Run {
  return {
    options,
    limits,
    deadline,
    tools: new Map(options.tools.map((tool) => [tool.name, tool])),
    readCall: createCallReader(),
    messages: [...options.messages],
    text: '',
    usage: { inputTokens: 0, outputTokens: 0 },
  };
}

async function* runRounds(run: Run): AsyncGenerator<AgentEvent, Ending> {
  const { maxRounds, maxRepeats } = run.limits;
  const breaker = createLoopBreaker(maxRepeats);
  for (let round = 1; round <= maxRounds; round += 1) {
    if (run.deadline.signal.aborted) return cutEnding(run, '');
    yield { type: 'round', round };
    const said = yield* askModel(run, round);
    if (said.end !== 'complete') return endingOf(run, said);
    yield* logMessage(run, toAssistantMessage(said.text, said.calls));
    if (said.calls.length === 0) return { reason: 'stop' };

    const [own, pending] = splitCalls(run, said.calls);
    const answered = yield* runToolCalls({
      ...run.options,
      tools: run.tools,
      limits: run.limits,
      calls: own,
      signal: run.deadline.signal,
    });
    if (answered.length > 0) yield* logMessage(run, toToolMessage(answered));
    if (run.deadline.signal.aborted) return cutEnding(run, '');
    if (pending.length > 0) return { reason: 'client_tools', pendingCalls: pending };
    const stuck = breaker.record(answered);
    if (stuck !== undefined) {
      return { reason: 'loop', limit: { reason: 'loop', toolName: stuck.toolName } };
    }
  }
  return { reason: 'rounds', limit: { reason: 'rounds', maxRounds } };
}

async function* askModel(run: Run, round: number): AsyncGenerator<AgentEvent, ModelRound> {
  const { options, deadline, readCall, usage } = run;
  const separator = separatorOf(run);
  const said = yield* runModelRound({
    model: options.model,
    call: toCallOptions(options, toPrompt(options.system, run.messages), round),
    signal: deadline.signal,
    separator,
    readCall,
  });
  if (said.text !== '') run.text += separator + said.text;
  usage.inputTokens += said.usage.inputTokens;
  usage.outputTokens += said.usage.outputTokens;
  return said;
}

function endingOf(run: Run, { text, end }: ModelRound): Ending {
  if (end === 'cut') return cutEnding(run, text);
  if (end === 'length' || end === 'complete') {
    return { reason: end === 'length' ? 'length' : 'stop', partialText: text };
  }
  run.options.log.warn('The model failed.', { code: end.code, error: end });
  return { reason: 'failed', partialText: text, error: end };
}

function cutEnding({ deadline, limits }: Run, partialText: string): Ending {
  if (!deadline.isExpired) return { reason: 'aborted', partialText };
  const { timeoutMs } = limits;
  return { reason: 'timeout', partialText, limit: { reason: 'timeout', timeoutMs } };
}

/** The calls to run here, and those that are the caller's. A call nobody can read is answered here. */
function splitCalls(
  { tools }: Run,
  calls: readonly ReceivedCall[],
): readonly [readonly ReceivedCall[], readonly ToolCall[]] {
  const isClients = ({ call, isReadable }: ReceivedCall): boolean => {
    const tool = tools.get(call.toolName);
    return isReadable && tool !== undefined && tool.run === undefined;
  };
  const pending = calls.filter(isClients).map(({ call }) => call);
  return [calls.filter((received) => !isClients(received)), pending];
}

/** Logs what is not logged yet, with the closing words of a limit, and finishes. */
async function* conclude(run: Run, ending: Ending): AsyncGenerator<AgentEvent, void> {
  let text = ending.partialText ?? '';
  if (ending.limit !== undefined) {
    const words = closingWords(ending.limit, languageOf(lastUserText(run.options.messages)));
    const delta = separatorOf(run) + words;
    run.text += delta;
    text += text === '' ? words : delta;
    yield { type: 'text', delta };
  }
  yield* logMessage(run, toAssistantMessage(text, []));
  yield finishedEvent(run, ending);
}

async function* logMessage(
  run: Run,
  message: ModelMessage | undefined,
): AsyncGenerator<AgentEvent, void> {
  if (message === undefined) return;
  run.messages.push(message);
  yield { type: 'message', message };
}

function separatorOf({ text }: Run): string {
  return text === '' ? '' : '\n\n';
}

function finishedEvent(run: Run, { reason, pendingCalls = [], error }: Ending): AgentEvent {
  return {
    type: 'finished',
    reason,
    text: run.text,
    pendingCalls,
    usage: { ...run.usage },
    ...(error === undefined ? {} : { error }),
  };
}
