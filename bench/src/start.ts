import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { builtProgram } from './built-program.ts';
import { percentile, printHeading, printRow } from './report.ts';
import type { Bar } from './report.ts';

const main = builtProgram();
const runs = 5;
const idleMs = 1_500;
const giveUpMs = 20_000;

interface Service {
  readonly name: string;
  readonly command: string;
  readonly probe: string;
  readonly startBar: Bar;
  readonly memoryBar: Bar;
}

const services: readonly Service[] = [
  {
    name: 'homarus up (gateway and memory)',
    command: 'up',
    probe: '/ready',
    startBar: { at: 'most', value: 700 },
    memoryBar: { at: 'most', value: 130 },
  },
  {
    name: 'homarus memory',
    command: 'memory',
    probe: '/api/v1/health',
    startBar: { at: 'most', value: 500 },
    memoryBar: { at: 'most', value: 120 },
  },
];

/** From the start of the process on a fresh home to its first answer, and what it then holds resident. */
export async function benchStart(): Promise<void> {
  printHeading(`Start and idle memory, fresh state, median of ${runs} runs`);
  for (const service of services) {
    const starts: number[] = [];
    const resident: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const result = await startOnce(service);
      starts.push(result.startMs);
      resident.push(result.residentMb);
    }
    printRow({
      measure: `${service.name}: start to first answer`,
      figure: percentile(starts, 50),
      unit: 'ms',
      bar: service.startBar,
    });
    printRow({
      measure: `${service.name}: resident memory, idle`,
      figure: percentile(resident, 50),
      unit: 'MB',
      bar: service.memoryBar,
    });
  }
}

async function startOnce(
  service: Service,
): Promise<{ readonly startMs: number; readonly residentMb: number }> {
  const home = await mkdtemp(path.join(tmpdir(), 'homarus-bench-'));
  const port = await freePort();
  const memoryPort = await freePort();
  const isUp = service.command === 'up';
  const args = isUp
    ? ['--port', String(port), '--memory-port', String(memoryPort)]
    : ['--port', String(port)];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main, service.command, ...args], {
    env: { ...process.env, HOMARUS_HOME: home },
    stdio: 'ignore',
  });
  try {
    await untilAnswered(child, `http://127.0.0.1:${port}${service.probe}`);
    const startMs = performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    return { startMs, residentMb: await residentMbOf(child) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  }
}

export async function untilAnswered(
  child: ChildProcess,
  url: string,
  timeoutMs = giveUpMs,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The process ended with ${child.exitCode}.`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`No answer from ${url} within ${timeoutMs} ms.`);
}

/** Resident memory in MB (10^6 bytes), as Linux counts it. */
export async function residentMbOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1]) * 1_024) / 1e6;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
