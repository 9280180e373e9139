import { mkdir, realpath } from 'node:fs/promises';

import { defineTool } from '@homarus/agent';
import type { Tool, ToolContext, ToolResult } from '@homarus/agent';
import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import * as v from 'valibot';

import type { WorkspaceOf } from '../files/text-file.ts';
import { judgeCommand } from './exec-policy.ts';
import type { ExecPolicy } from './exec-policy.ts';
import { parseCommand } from './parse-command.ts';
import type { ParsedCommand } from './parse-command.ts';
import { runCommand } from './run-command.ts';
import type { CommandEnd } from './run-command.ts';

/** Asks a person; resolves when the command may run, rejects with `forbidden` when it may not. */
export type AskApproval = (question: {
  readonly command: ParsedCommand;
  readonly cwd: string;
  readonly context: ToolContext;
}) => Promise<void>;

export interface ExecDeps {
  readonly workspaceOf: WorkspaceOf;
  readonly policyOf: (agentId: string) => Promise<ExecPolicy>;
  readonly ask: AskApproval;
  readonly clock: Clock;
  /** What commands see of the environment, beside `HOME`, which is the workspace. No secrets. */
  readonly environment: Readonly<Record<string, string>>;
}

const maxTimeoutSeconds = 600;
const maxOutputBytes = 1024 * 1024;

/** Time for a command, and for a person to allow it before. */
export const execDeadlineMs = 2 * maxTimeoutSeconds * 1000;

const Input = v.object({
  command: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  timeoutSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxTimeoutSeconds)),
    60,
  ),
});

/**
 * Runs a command in the workspace, when the agent's policy or a person allows it. Details:
 * `{exitCode, signal, stoppedBy, droppedBytes}`.
 */
export function execTool(deps: ExecDeps): Tool {
  return {
    ...defineTool({
      name: 'exec',
      description:
        'Run a command in the workspace. One program with fixed words needs no shell and is allowed most easily.',
      input: Input,
      execute: async ({ command: text, timeoutSeconds }, context) => {
        const { agentId, signal } = context;
        const command = parseCommand(text);
        const { root } = deps.workspaceOf(agentId);
        await mkdir(root, { recursive: true, mode: 0o700 });
        const cwd = await realpath(root);
        const verdict = judgeCommand(await deps.policyOf(agentId), command);
        if (verdict === 'ask') await deps.ask({ command, cwd, context });
        const end = await runCommand({
          command,
          cwd,
          env: { ...deps.environment, HOME: cwd, PWD: cwd },
          timeoutMs: timeoutSeconds * 1000,
          maxOutputBytes,
          signal,
          clock: deps.clock,
        });
        if (end.stoppedBy === 'abort') throw new AppError('aborted', 'The command was stopped.');
        return toResult(end, timeoutSeconds);
      },
    }),
    timeoutMs: execDeadlineMs,
  };
}

function toResult({ output, ...details }: CommandEnd, timeoutSeconds: number): ToolResult {
  const notes = [
    details.droppedBytes > 0
      ? `${details.droppedBytes} more bytes of output were dropped`
      : undefined,
    endText(details, timeoutSeconds),
  ].filter((note) => note !== undefined);
  const tail = notes.length === 0 ? '' : `[${notes.join('; ')}.]`;
  const body = output.trimEnd();
  return {
    text: [body, tail].filter((part) => part !== '').join('\n'),
    details,
    ...(details.exitCode === 0 ? {} : { isError: true }),
  };
}

function endText(
  { exitCode, signal, stoppedBy }: Omit<CommandEnd, 'output'>,
  timeoutSeconds: number,
): string | undefined {
  if (stoppedBy === 'timeout') return `it was stopped after ${timeoutSeconds} s`;
  if (exitCode === 0) return undefined;
  return exitCode === undefined ? `${signal ?? 'a signal'} ended it` : `exit code ${exitCode}`;
}
