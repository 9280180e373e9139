import { toAppError } from '@homarus/base';

import { openDeadline } from './deadline.ts';
import { conclude, cutEnding, endingOf, finishedEvent } from './ending.ts';
import type { Ending } from './ending.ts';
import type { AgentEvent, ToolCall } from './events.ts';
import { defaultAgentLimits } from './limits.ts';
import { createLoopBreaker } from './loop-breaker.ts';
import { toAssistantMessage, toToolMessage } from './messages.ts';
import { toCallOptions } from './model-call.ts';
import { runModelRound } from './model-round.ts';
import type { ModelRound } from './model-round.ts';
import type { RunAgentOptions } from './options.ts';
import type { ReceivedCall } from './received-call.ts';
import { logMessage, separatorOf, startRun } from './run-state.ts';
import type { Run } from './run-state.ts';
import { runToolCalls } from './tool-calls.ts';

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

async function* runRounds(run: Run): AsyncGenerator<AgentEvent, Ending> {
  const { maxRounds, maxRepeats } = run.limits;
  const breaker = createLoopBreaker(maxRepeats);
  for (let round = 1; round <= maxRounds; round += 1) {
    if (round > 1) await steer(run);
    if (run.deadline.signal.aborted) return cutEnding(run, '');
    yield { type: 'round', round };
    const said = yield* askModel(run, round);
    if (said.end !== 'complete') return endingOf(run, said.end, said.text);
    yield* logMessage(run, toAssistantMessage(said.text, said.calls));
    if (said.calls.length === 0) {
      if (round < maxRounds && (await steer(run))) continue;
      return { reason: 'stop' };
    }
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

/** Takes in what the user said meanwhile. Answers whether there was anything. */
async function steer({ options, messages, deadline }: Run): Promise<boolean> {
  if (options.takeSteering === undefined || deadline.signal.aborted) return false;
  const steering = await options.takeSteering();
  messages.push(...steering);
  return steering.length > 0;
}

async function* askModel(run: Run, round: number): AsyncGenerator<AgentEvent, ModelRound> {
  const { options, limits, deadline, readCall, usage } = run;
  const separator = separatorOf(run);
  const said = yield* runModelRound({
    model: options.model,
    call: toCallOptions(options, run.messages, round),
    signal: deadline.signal,
    separator,
    readCall,
    maxAnswerChars: limits.maxAnswerChars,
  });
  if (said.text !== '') run.text += separator + said.text;
  usage.inputTokens += said.usage.inputTokens;
  usage.outputTokens += said.usage.outputTokens;
  return said;
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
