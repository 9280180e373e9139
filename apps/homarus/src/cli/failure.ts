import { AppError, assertNever } from '@homarus/base';

import { problemLines } from '../config/problem-text.ts';
import { problemsOf } from '../config/problem.ts';
import type { PortName } from '../config/problem.ts';
import type { PortProblem } from '../process/listen.ts';
import type { Texts } from '../texts/index.ts';
import type { ExitCode } from './context.ts';

export interface Failure {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/** What a person reads when a command failed: what was wrong, where, and what to do. */
export function failureOf(error: unknown, texts: Texts): Failure {
  const problems = problemsOf(error);
  if (problems !== undefined) return { lines: problemLines(problems, texts), exitCode: 2 };
  const text = error instanceof AppError ? appErrorText(error, texts) : bugText(error);
  return { lines: [`homarus: ${text}`], exitCode: 1 };
}

function appErrorText(error: AppError, texts: Texts): string {
  const { port, homeInUse, stateFolder, pid, url } = (error.details ?? {}) as {
    readonly port?: PortProblem;
    readonly homeInUse?: string;
    readonly stateFolder?: string;
    readonly pid?: number;
    readonly url?: string;
  };
  if (port !== undefined) return portText(port, error.message, texts.ports);
  if (homeInUse !== undefined) return texts.ports.homeInUse(homeInUse, pid ?? 0, url ?? '');
  if (stateFolder !== undefined) return texts.fault.state(stateFolder, error.message);
  return error.message;
}

const choices: Readonly<Record<PortName, readonly [flag: string, variable: string, key: string]>> =
  {
    gateway: ['--port', 'GATEWAY_PORT', 'gateway.port'],
    memory: ['--memory-port', 'OGMEM_HTTP_PORT', 'memory.port'],
    control: ['--control-port', 'CONTROL_PORT', 'gateway.controlUi.port'],
  };

function portText(problem: PortProblem, message: string, texts: Texts['ports']): string {
  switch (problem.reason) {
    case 'denied':
      return texts.denied(problem.port);
    case 'no_address':
      return texts.noAddress(problem.host);
    case 'taken':
      return [
        `${texts.taken(problem.host, problem.port)}${texts.by(holderText(problem, texts))}`,
        texts.choose(...choices[problem.door]),
      ].join('\n');
    case 'other':
      return message;
    default:
      return assertNever(problem.reason);
  }
}

function holderText({ homarusVersion, holder }: PortProblem, texts: Texts['ports']): string {
  if (homarusVersion !== undefined) {
    return holder === undefined
      ? texts.homarus(homarusVersion)
      : texts.homarusProcess(homarusVersion, holder.pid);
  }
  return holder === undefined ? texts.unknown : texts.process(holder.name, holder.pid);
}

/** A bug has no words for people: its stack is the best that can be handed on. */
function bugText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
