import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { ParsedCommand } from './parse-command.ts';

export interface RunCommand {
  readonly command: ParsedCommand;
  /** The folder it starts in. */
  readonly cwd: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Of stdout and stderr together; what is beyond is counted, not kept. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface CommandEnd {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** Why we ended it; undefined when it ended by itself. */
  readonly stoppedBy: 'timeout' | 'abort' | undefined;
  /** Stdout and stderr as they came. */
  readonly output: string;
  readonly droppedBytes: number;
}

/** How long a stopped command has to put things in order. */
const graceMs = 1000;

/**
 * Runs a command in a process group of its own: plain words without a shell, everything else by
 * `/bin/sh`. When it ends, at its time limit, or when the signal aborts, what is left of the group is
 * killed. Rejects with `not_found` when there is no such program.
 */
export async function runCommand(run: RunCommand): Promise<CommandEnd> {
  run.signal.throwIfAborted();
  const [program = '/bin/sh', ...args] = run.command.words ?? ['/bin/sh', '-c', run.command.text];
  const child = spawn(program, args, {
    cwd: run.cwd,
    env: run.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect([child.stdout, child.stderr], run.maxOutputBytes);
  const ended = Promise.withResolvers<Pick<CommandEnd, 'exitCode' | 'signal'>>();
  child.once('error', (error) => ended.reject(toStartError(error, program)));
  child.once('exit', (code, signal) => {
    // What it left behind would hold its output open.
    killGroup(child, 'SIGKILL');
    ended.resolve({ exitCode: code ?? undefined, signal: signal ?? undefined });
  });
  const closed = new Promise((resolve) => {
    child.once('close', resolve);
  });
  using stop = stopper(run, child);
  const end = await ended.promise;
  await closed;
  return { ...end, stoppedBy: stop.reason(), ...output() };
}

/** Ends the group at the time limit or when the signal aborts: politely first. */
function stopper(
  { clock, timeoutMs, signal }: RunCommand,
  child: Child,
): Disposable & { readonly reason: () => CommandEnd['stoppedBy'] } {
  let reason: CommandEnd['stoppedBy'];
  const over = new AbortController();
  const stop = (why: 'timeout' | 'abort'): void => {
    if (reason !== undefined || over.signal.aborted) return;
    reason = why;
    killGroup(child, 'SIGTERM');
    clock.sleep(graceMs, { signal: over.signal }).then(
      () => killGroup(child, 'SIGKILL'),
      () => undefined,
    );
  };
  const onAbort = (): void => stop('abort');
  signal.addEventListener('abort', onAbort, { once: true });
  clock.sleep(timeoutMs, { signal: over.signal }).then(
    () => stop('timeout'),
    () => undefined,
  );
  return {
    reason: () => reason,
    [Symbol.dispose]() {
      signal.removeEventListener('abort', onAbort);
      over.abort();
    },
  };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function killGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing is left of the group.
  }
}

function collect(
  streams: readonly Readable[],
  maxBytes: number,
): () => Pick<CommandEnd, 'output' | 'droppedBytes'> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let droppedBytes = 0;
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, maxBytes - kept);
      kept += part.length;
      droppedBytes += chunk.length - part.length;
      if (part.length > 0) chunks.push(part);
    });
  }
  return () => ({ output: Buffer.concat(chunks).toString('utf8'), droppedBytes });
}

function toStartError(error: Error, program: string): unknown {
  const code = 'code' in error ? error.code : undefined;
  const name = JSON.stringify(program);
  if (code === 'ENOENT') return new AppError('not_found', `There is no program ${name}.`);
  if (code === 'EACCES') return new AppError('forbidden', `${name} is not a program.`);
  return error;
}
