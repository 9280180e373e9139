import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { builtProgram } from '../built-program.ts';
import { freePort, residentMbOf, untilAnswered } from '../start.ts';
import { soakCalls } from './load.ts';
import type { SoakCall, SoakKind } from './load.ts';

const main = builtProgram();
/** How many calls are on their way at any time. */
export const soakCallers = 6;
const drainMs = 120_000;

/** What the service takes; MB are 10^6 bytes. */
export interface SoakSize {
  readonly residentMb: number;
  readonly databaseMb: number;
  readonly journalMb: number;
}

/** What was called in a piece of the time. */
export interface SoakPiece {
  readonly seconds: number;
  /** How long each call took, in milliseconds. */
  readonly times: Readonly<Record<SoakKind, readonly number[]>>;
  readonly size: SoakSize;
}

export interface SoakEnd {
  readonly messages: number;
  readonly memories: number;
  /** Calls that were not answered with what was asked for; the first of them. */
  readonly failures: number;
  readonly firstFailure: string | undefined;
  readonly pending: number;
  readonly dead: number;
  /** What `verify` found over all accounts, the file itself included. */
  readonly drift: number;
  readonly drainedMs: number;
  readonly size: SoakSize;
}

export interface SoakOptions {
  readonly seconds: number;
  /** Into how many pieces the time is cut, so that growth shows. */
  readonly pieces: number;
  readonly onStart?: (size: SoakSize) => void;
  readonly onPiece?: (piece: SoakPiece) => void;
}

interface Soak {
  readonly child: ChildProcess;
  readonly url: string;
  readonly file: string;
  readonly ids: Map<string, string[]>;
  times: Record<SoakKind, number[]>;
  failures: number;
  firstFailure: string | undefined;
  isOver: boolean;
}

/**
 * Concurrent writers, readers and compactions of several people against a `homarus memory` of its own,
 * over HTTP; then its queue drains, and everything is verified.
 */
export async function runSoak(options: SoakOptions): Promise<SoakEnd> {
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
    ids: new Map(),
    times: noTimes(),
    failures: 0,
    firstFailure: undefined,
    isOver: false,
  };
  try {
    await untilAnswered(child, `${soak.url}/api/v1/health`);
    options.onStart?.(await sizeOf(soak));
    await load(soak, options);
    return await endOf(soak);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  }
}

async function load(soak: Soak, { seconds, pieces, onPiece }: SoakOptions): Promise<void> {
  const running = Array.from({ length: soakCallers }, (_, caller) => keepCalling(soak, caller));
  for (let piece = 0; piece < pieces; piece += 1) {
    await setTimeout((seconds / pieces) * 1_000);
    const { times } = soak;
    soak.times = noTimes();
    onPiece?.({ seconds: seconds / pieces, times, size: await sizeOf(soak) });
  }
  soak.isOver = true;
  await Promise.all(running);
}

function noTimes(): Soak['times'] {
  return { write: [], search: [], compose: [], compact: [], remember: [], forget: [] };
}

async function keepCalling(soak: Soak, caller: number): Promise<void> {
  for (const call of soakCalls(caller)) {
    if (soak.isOver) return;
    const from = performance.now();
    try {
      await send(soak, call);
    } catch (error) {
      soak.failures += 1;
      soak.firstFailure ??= `${call.kind}: ${String(error)}`;
    }
    soak.times[call.kind].push(performance.now() - from);
  }
}

async function send(soak: Soak, { kind, userId, path: to, body }: SoakCall): Promise<void> {
  if (kind === 'forget') {
    const id = soak.ids.get(userId)?.shift();
    if (id === undefined) return;
    await fetchJson(`${soak.url}${to}/${id}?userId=${encodeURIComponent(userId)}`, 'DELETE');
    return;
  }
  const answer = await fetchJson(soak.url + to, 'POST', body);
  if (kind === 'compact') {
    const { prepareToken } = answer as { readonly prepareToken: string };
    await fetchJson(`${soak.url}/api/v1/compact`, 'POST', { ...body, prepareToken });
  }
  if (kind === 'remember') noteId(soak, userId, answer);
}

async function fetchJson(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

function noteId({ ids }: Soak, userId: string, answer: unknown): void {
  const { memory } = answer as { readonly memory: { readonly id: string } };
  const known = ids.get(userId) ?? [];
  ids.set(userId, known);
  if (!known.includes(memory.id)) known.push(memory.id);
}

async function sizeOf({ child, file }: Soak): Promise<SoakSize> {
  const megabytes = async (name: string): Promise<number> =>
    stat(name).then(
      ({ size }) => size / 1e6,
      () => 0,
    );
  return {
    residentMb: await residentMbOf(child),
    databaseMb: await megabytes(file),
    journalMb: await megabytes(`${file}-wal`),
  };
}

interface Health {
  readonly store: { readonly messages: number; readonly memories: number };
  readonly queue: { readonly pending: number; readonly dead: number };
}

async function endOf(soak: Soak): Promise<SoakEnd> {
  const from = performance.now();
  let health = await healthOf(soak);
  while (health.queue.pending > 0 && performance.now() - from < drainMs) {
    await setTimeout(100);
    health = await healthOf(soak);
  }
  const drainedMs = performance.now() - from;
  const { drift } = (await fetchJson(`${soak.url}/api/v1/verify`, 'POST', { all: true })) as {
    readonly drift: number;
  };
  const { failures, firstFailure } = soak;
  const size = await sizeOf(soak);
  return { ...health.store, ...health.queue, failures, firstFailure, drift, drainedMs, size };
}

async function healthOf({ url }: Soak): Promise<Health> {
  return (await fetchJson(`${url}/api/v1/health`, 'GET')) as Health;
}
