import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const build = path.resolve(import.meta.dirname, '../../../../scripts/program-build.mjs');
/** The program as people start it. */
const main = execFileSync(process.execPath, [build], { encoding: 'utf8' }).trim();

/** A fresh home folder that goes away with its test. */
export function temporaryHome(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-system-'));
  return {
    path: folder,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface ProcessOptions {
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real `homarus` process. Disposing of it kills it if it still runs. */
export interface HomarusProcess extends AsyncDisposable {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** What stdout said so far. */
  readonly said: () => string;
  /** Resolves when stdout matches; rejects when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(signal: NodeJS.Signals): Promise<Ended>;
  readonly stdin: NodeJS.WritableStream;
}

export function spawnHomarus(options: ProcessOptions): HomarusProcess {
  const child = spawn(process.execPath, [main, ...(options.args ?? [])], {
    env: { PATH: process.env['PATH'], HOMARUS_HOME: options.home, ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }));
  const stop = async (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    ended,
    stdin: child.stdin,
    said: () => stdout,
    stop,
    async waitFor(pattern) {
      for (;;) {
        const match = pattern.exec(stdout);
        if (match !== null) return match;
        const isOver = await Promise.race([
          once(child.stdout, 'data').then(() => false),
          ended.then(() => true),
        ]);
        if (isOver && !pattern.test(stdout)) {
          throw new Error(`homarus ended before it said ${String(pattern)}: ${stdout}${stderr}`);
        }
      }
    },
    [Symbol.asyncDispose]: async () => {
      await stop('SIGKILL');
    },
  };
}

/** A running `homarus up` on free ports. */
export interface RunningHomarus extends HomarusProcess {
  readonly gatewayUrl: string;
  readonly memoryUrl: string;
}

export async function startHomarus(options: ProcessOptions): Promise<RunningHomarus> {
  const args = ['up', '--port', '0', '--memory-port', '0', ...(options.args ?? [])];
  const running = spawnHomarus({ ...options, args });
  try {
    await running.waitFor(/Stop it with Ctrl-C/u);
    const [, gatewayUrl = ''] = await running.waitFor(/Chat page +(\S+)\//u);
    const [, memoryUrl = ''] = await running.waitFor(/Memory API +(\S+)\/api\/v1/u);
    return { ...running, gatewayUrl, memoryUrl };
  } catch (error) {
    await running[Symbol.asyncDispose]();
    throw error;
  }
}
