import { AppError, isAppError, nearestWord, raceAbort, toAppError, truncate } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import { openDeadline } from './deadline.ts';
import type { AgentEvent } from './events.ts';
import type { AgentLimits } from './limits.ts';
import type { AnsweredCall } from './loop-breaker.ts';
import type { RunContext } from './options.ts';
import type { ReceivedCall } from './received-call.ts';
import type { Tool, ToolResult } from './tool.ts';

export interface ToolCallsRequest {
  readonly calls: readonly ReceivedCall[];
  readonly tools: ReadonlyMap<string, Tool>;
  readonly context: RunContext;
  readonly limits: AgentLimits;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Logger;
}

type ToolEvent = Extract<AgentEvent, { type: 'tool_started' | 'tool_finished' }>;

interface Finished extends AnsweredCall {
  readonly index: number;
  readonly tookMs: number;
}

/**
 * Runs the calls of one round in parallel, and returns their results in the order of the calls.
 * Whatever goes wrong with a call becomes its error result. When the signal aborts, calls that still
 * run are given up with an error result, so that the log has a result for every call.
 */
export async function* runToolCalls(
  request: ToolCallsRequest,
): AsyncGenerator<ToolEvent, readonly AnsweredCall[]> {
  const { calls } = request;
  for (const { call } of calls) yield { type: 'tool_started', call };
  const running = new Map(
    calls.map((received, index) => [index, runTimed(request, received, index)] as const),
  );
  const finished: Finished[] = [];
  while (running.size > 0) {
    const one = await Promise.race(running.values());
    running.delete(one.index);
    finished.push(one);
    yield { type: 'tool_finished', call: one.call, result: one.result, tookMs: one.tookMs };
  }
  return finished.sort((a, b) => a.index - b.index);
}

async function runTimed(
  request: ToolCallsRequest,
  received: ReceivedCall,
  index: number,
): Promise<Finished> {
  const startedAt = request.clock.now();
  const result = await runToolCall(request, received);
  return { index, call: received.call, result, tookMs: request.clock.now() - startedAt };
}

async function runToolCall(request: ToolCallsRequest, received: ReceivedCall): Promise<ToolResult> {
  const { call } = received;
  try {
    const result = await runTool(request, received);
    return { ...result, text: cutResult(result.text, request.limits.maxToolResultChars) };
  } catch (error) {
    const log = request.log.child({ toolName: call.toolName, toolCallId: call.toolCallId });
    if (isAppError(error)) log.debug('A tool call failed.', { code: error.code });
    else log.warn('A tool threw an unexpected error.', { error });
    return { text: toAppError(error).message, isError: true };
  }
}

async function runTool(request: ToolCallsRequest, received: ReceivedCall): Promise<ToolResult> {
  const { tools, context, limits, signal, clock } = request;
  const { toolCallId, toolName, input } = received.call;
  const tool = requireTool(tools, toolName);
  if (!received.isReadable) throw unreadableArguments(toolName, input);
  using deadline = openDeadline({
    clock,
    timeoutMs: tool.timeoutMs ?? limits.toolTimeoutMs,
    parent: signal,
    name: toolName,
  });
  if (deadline.signal.aborted || tool.run === undefined) throw notRun(toolName);
  const work = tool.run(input, { ...context, toolCallId, signal: deadline.signal });
  return await raceAbort(work, deadline.signal);
}

function requireTool(tools: ReadonlyMap<string, Tool>, name: string): Tool {
  const tool = tools.get(name);
  if (tool !== undefined) return tool;
  const names = [...tools.keys()];
  const nearest = nearestWord(name, names);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const known = names.length === 0 ? 'There are no tools.' : `There are: ${names.join(', ')}.`;
  throw new AppError(
    'not_found',
    `There is no tool named "${truncate(name, 64)}".${hint} ${known}`,
  );
}

function unreadableArguments(name: string, raw: unknown): AppError {
  return new AppError(
    'invalid_request',
    `The arguments of ${name} are not valid JSON: ${truncate(String(raw), 200)}`,
  );
}

function notRun(name: string): AppError {
  return new AppError('aborted', `The turn ended before ${name} could run.`);
}

/** Keeps the beginning; says what is missing, because a model takes a cut text for the whole. */
function cutResult(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text === '' ? '(no output)' : text;
  const isMidPair = /[\uD800-\uDBFF]$/u.test(text.slice(0, maxChars));
  const kept = text.slice(0, isMidPair ? maxChars - 1 : maxChars);
  return `${kept}\n[Cut: these are the first ${kept.length} of ${text.length} characters.]`;
}
