import type { ModelMessage } from '@homarus/models';

import type { Deadline } from './deadline.ts';
import type { AgentEvent } from './events.ts';
import type { AgentLimits } from './limits.ts';
import type { RunAgentOptions } from './options.ts';
import { createCallReader } from './received-call.ts';
import type { CallReader } from './received-call.ts';
import type { Tool } from './tool.ts';

/** The state of one run. */
export interface Run {
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

export function startRun(options: RunAgentOptions, limits: AgentLimits, deadline: Deadline): Run {
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

/** Says a message to the log and to the rounds that follow. */
export async function* logMessage(
  run: Run,
  message: ModelMessage | undefined,
): AsyncGenerator<AgentEvent, void> {
  if (message === undefined) return;
  run.messages.push(message);
  yield { type: 'message', message };
}

/** What stands between what was said and what is said next. */
export function separatorOf({ text }: Run): string {
  return text === '' ? '' : '\n\n';
}
