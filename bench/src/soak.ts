import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { percentile, printHeading, printRow } from './report.ts';
import { soakCalls, soakKinds } from './soak-load.ts';
import type { SoakCall, SoakKind } from './soak-load.ts';
import { freePort, residentMbOf, untilAnswered } from './start.ts';

const main = path.resolve(import.meta.dirname, '../../apps/homarus/src/main.ts');
const workers = 6;
/** How many pieces the time is cut into, so that growth shows. */
const pieces = 4;

/** A service under load, and what the load has seen of it. */
interface Soak {
  readonly child: ChildProcess;
  readonly url: string;
  readonly file: string;
  readonly times: Record<SoakKind, number[]>;
  readonly ids: Map<string, string[]>;
  failures: number;
  isOver: boolean;
}

/**
 * Concurrent writers and readers of several people against a `homarus memory` of its own, over HTTP:
 * throughput, latency, resident memory and file growth, piece by piece; then the drift.
 */
export async function benchSoak(minutes: number): Promise<void> {
  printHeading(`Soak of ${minutes} minutes, ${workers} callers at once, 6 people, over HTTP`);
  const home = await mkdtemp(path.join(tmpdir(), 'homarus-soak-'));
  const port = await freePort();
  const child = spawn(process.execPath, [main, 'memory', '--port', String(port)], {
    env: { ...process.env, HOMARUS_HOME: home },
    stdio: 'ignore',
  });
  const soak: Soak = {
    child,
    url: `http://127.0.0.1:${port}`,
    file: path.join(home, 'data', 'homarus.db'),
    times: noTimes(),
    ids: new Map(),
    failures: 0,
    isOver: false,
  };
  try {
    await untilAnswered(child, `${soak.url}/api/v1/health`);
    await printSize(soak, 'start');
    const running = Array.from({ length: workers }, (_, worker) => work(soak, worker));
    for (let piece = 1; piece <= pieces; piece += 1) {
      const seconds = (minutes * 60) / pieces;
      await setTimeout(seconds * 1_000);
      printPiece(soak, piece, seconds);
      await printSize(soak, `piece ${piece}`);
    }
    soak.isOver = true;
    await Promise.all(running);
    await printEnd(soak);
  } finally {
    soak.isOver = true;
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  }
}

function noTimes(): Soak['times'] {
  return { write: [], search: [], compose: [], remember: [], forget: [] };
}

async function work(soak: Soak, worker: number): Promise<void> {
  for (const call of soakCalls(worker)) {
    if (soak.isOver) return;
    const from = performance.now();
    const isOk = await send(soak, call).catch(() => false);
    soak.times[call.kind].push(performance.now() - from);
    if (!isOk) soak.failures += 1;
  }
}

async function send(soak: Soak, call: SoakCall): Promise<boolean> {
  const { kind, userId } = call;
  if (kind === 'forget') {
    const id = soak.ids.get(userId)?.shift();
    if (id === undefined) return true;
    const query = `userId=${encodeURIComponent(userId)}`;
    const gone = await fetch(`${soak.url}${call.path}/${id}?${query}`, { method: 'DELETE' });
    await gone.arrayBuffer();
    return gone.ok;
  }
  const response = await fetch(soak.url + call.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(call.body),
  });
  const answer: unknown = await response.json();
  if (kind === 'remember' && response.ok) noteId(soak, userId, answer);
  return response.ok;
}

function noteId({ ids }: Soak, userId: string, answer: unknown): void {
  const { memory } = answer as { readonly memory: { readonly id: string } };
  const known = ids.get(userId) ?? [];
  ids.set(userId, known);
  if (!known.includes(memory.id)) known.push(memory.id);
}

function printPiece(soak: Soak, piece: number, seconds: number): void {
  let calls = 0;
  for (const kind of soakKinds) {
    const times = soak.times[kind].splice(0);
    calls += times.length;
    for (const p of [50, 95, 99]) {
      printRow({
        measure: `piece ${piece}: ${kind} p${p}`,
        figure: percentile(times, p),
        unit: 'ms',
      });
    }
  }
  printRow({ measure: `piece ${piece}: calls a second`, figure: calls / seconds, unit: '/s' });
}

async function printSize({ child, file }: Soak, when: string): Promise<void> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((name) =>
      stat(name).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const [database = 0, journal = 0] = sizes.map((bytes) => bytes / 1e6);
  printRow({ measure: `${when}: resident memory`, figure: await residentMbOf(child), unit: 'MB' });
  printRow({ measure: `${when}: database file`, figure: database, unit: 'MB' });
  printRow({ measure: `${when}: journal file`, figure: journal, unit: 'MB' });
}

interface Health {
  readonly drift: number;
  readonly store: { readonly messages: number; readonly memories: number };
  readonly queue: { readonly pending: number; readonly dead: number };
}

async function printEnd(soak: Soak): Promise<void> {
  let health = await healthOf(soak);
  const from = performance.now();
  while (health.queue.pending > 0 && performance.now() - from < 120_000) {
    await setTimeout(100);
    health = await healthOf(soak);
  }
  const none = { at: 'most', value: 0 } as const;
  printRow({ measure: 'queue drained after', figure: performance.now() - from, unit: 'ms' });
  printRow({ measure: 'messages stored', figure: health.store.messages, unit: '' });
  printRow({ measure: 'memories stored', figure: health.store.memories, unit: '' });
  printRow({ measure: 'calls that failed', figure: soak.failures, unit: '', bar: none });
  printRow({ measure: 'jobs left', figure: health.queue.pending, unit: '', bar: none });
  printRow({ measure: 'jobs dead', figure: health.queue.dead, unit: '', bar: none });
  printRow({ measure: 'drift', figure: health.drift, unit: '', bar: none });
  await printSize(soak, 'end');
}

async function healthOf({ url }: Soak): Promise<Health> {
  const response = await fetch(`${url}/api/v1/health`);
  return (await response.json()) as Health;
}
