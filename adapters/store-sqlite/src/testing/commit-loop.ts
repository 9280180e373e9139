import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface CommitLoop {
  /** Resolves when the first commit was acknowledged, or the process ended without. */
  readonly started: Promise<unknown>;
  kill(): void;
  /** How many commits were acknowledged, once the process has ended. */
  readonly ended: Promise<number>;
}

/** Starts a process that commits messages to a session: see `commit-loop.fixture.ts`. */
export function startCommitLoop(file: string, sessionId: string, count?: number): CommitLoop {
  const program = path.join(import.meta.dirname, 'commit-loop.fixture.ts');
  const rest = count === undefined ? [] : [String(count)];
  const child = spawn(process.execPath, [program, file, sessionId, ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return {
    started: Promise.race([once(child.stdout, 'data'), once(child, 'close')]),
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'close').then(() => printed.split('\n').length - 1),
  };
}
