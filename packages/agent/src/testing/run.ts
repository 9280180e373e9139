import { silentLogger, systemClock } from '@homarus/base';
import type { LanguageModel, ModelMessage } from '@homarus/models';

import type { AgentEvent } from '../events.ts';
import type { RunAgentOptions } from '../options.ts';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';

/** Options of a run that are enough for most tests. */
export function optionsFor(
  model: LanguageModel,
  more: Partial<RunAgentOptions> = {},
): RunAgentOptions {
  return {
    model,
    system: 'Be brief.',
    messages: [userSays('Hello')],
    tools: [],
    context: {
      runId: 'run_1',
      agentId: 'main',
      userId: 'u-default',
      sessionKey: 'agent:main:main',
      sessionId: 'ses_1',
    },
    signal: new AbortController().signal,
    clock: systemClock,
    log: silentLogger,
    ...more,
  };
}

export function userSays(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** A tool without a schema. */
export function toolNamed(
  name: string,
  run?: (input: unknown, context: ToolContext) => Promise<ToolResult>,
): Tool {
  return {
    name,
    description: `The tool ${name}.`,
    parameters: { type: 'object', properties: {} },
    ...(run === undefined ? {} : { run }),
  };
}

export async function collect(events: AsyncIterable<AgentEvent>): Promise<readonly AgentEvent[]> {
  const all: AgentEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

type FinishedEvent = Extract<AgentEvent, { type: 'finished' }>;

export function finishedOf(events: readonly AgentEvent[]): FinishedEvent {
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error(`The last event is ${last?.type ?? 'missing'}.`);
  return last;
}

export function messagesOf(events: readonly AgentEvent[]): readonly ModelMessage[] {
  return events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
}

/** What streamed, put together. */
export function textOf(events: readonly AgentEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
}

/** The error or text that the model got for each call of a run. */
export function resultsOf(
  events: readonly AgentEvent[],
): readonly { readonly type: string; readonly value: unknown }[] {
  return messagesOf(events).flatMap((message) =>
    message.role === 'tool'
      ? message.content.flatMap((part) =>
          part.type === 'tool-result' && 'value' in part.output
            ? [{ type: part.output.type, value: part.output.value }]
            : [],
        )
      : [],
  );
}
