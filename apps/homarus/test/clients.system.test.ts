import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectOfficial } from '@homarus/gateway/testing/clients';
import type { OfficialClient } from '@homarus/gateway/testing/clients';
import { startScriptedServer } from '@homarus/models/testing';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import { peakMegabytes } from './support/process-memory.ts';

const clientCount = 200;
const speakerCount = 20;
const turnsEach = 1;
const answer = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');

interface AgentAnswer {
  readonly status: string;
  readonly result: { readonly payloads: readonly { readonly text: string }[] };
}

interface ChatPayload {
  readonly runId: string;
  readonly state: string;
  readonly seq: number;
  readonly deltaText?: string;
}

interface Listener extends OfficialClient {
  /** What the client says of events that are missing. */
  readonly gaps: readonly unknown[];
}

async function connectAll(url: string): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  // An address may have 128 connections that are not admitted yet.
  while (listeners.length < clientCount) {
    listeners.push(...(await Promise.all(Array.from({ length: 50 }, () => listen(url)))));
  }
  return listeners;
}

async function listen(url: string): Promise<Listener> {
  const gaps: unknown[] = [];
  const onGap = (gap: unknown): void => void gaps.push(gap);
  const official = await connectOfficial(url, { onGap, requestTimeoutMs: 60_000 });
  return { ...official, gaps };
}

/** Takes its turns in a session of its own; answers the ids of its runs. */
async function converse({ client }: Listener, speaker: number): Promise<readonly string[]> {
  const runIds: string[] = [];
  for (let turn = 0; turn < turnsEach; turn += 1) {
    const idempotencyKey = `run_${speaker}_${turn}`;
    const { status, result } = await client.request<AgentAnswer>(
      'agent',
      { sessionKey: `agent:main:crowd-${speaker}`, message: 'Count.', idempotencyKey },
      { expectFinal: true },
    );
    assert.deepEqual([status, result.payloads], ['ok', [{ text: answer }]]);
    runIds.push(idempotencyKey);
  }
  return runIds;
}

/** Asks for the health until all turns have ended. Answers how often it was answered. */
async function keepAsking({ client }: Listener, turns: Promise<unknown>): Promise<number> {
  const over = new AbortController();
  turns.finally(() => over.abort()).catch(() => undefined);
  let count = 0;
  for (; !over.signal.aborted; count += 1) await client.request('health');
  return count;
}

function assertHeardWhole({ events, gaps }: Listener, runIds: readonly string[]): void {
  assert.deepEqual(gaps, []);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  const chats = Map.groupBy(
    events.filter(({ event }) => event === 'chat').map(({ payload }) => payload as ChatPayload),
    ({ runId }) => runId,
  );
  assert.deepEqual([...chats.keys()].toSorted(), runIds.toSorted());
  for (const [runId, ofRun] of chats) {
    assert.deepEqual(
      ofRun.map(({ seq }) => seq),
      ofRun.map((_, index) => index + 1),
      runId,
    );
    assert.equal(ofRun.at(-1)?.state, 'final');
    assert.equal(ofRun.map(({ deltaText = '' }) => deltaText).join(''), answer);
  }
}

test(`${clientCount} clients hear ${speakerCount} conversations at once, whole and in order`, async (t) => {
  using home = temporaryHome();
  await using model = await startScriptedServer({ isRecording: false });
  model.setDefault({ text: answer, chunks: 6, chunkDelayMs: 40 });
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted' };
  await using homarus = await startHomarus({ home: home.path, env });
  const listeners = await connectAll(homarus.gatewayUrl);
  const turns = Promise.all(listeners.slice(0, speakerCount).map(converse));
  const asked = await Promise.all(
    listeners.slice(-speakerCount).map((listener) => keepAsking(listener, turns)),
  );
  const runIds = (await turns).flat();
  // Events that were sent before this answer have arrived with it.
  await Promise.all(listeners.map(({ client }) => client.request('health')));
  for (const listener of listeners) assertHeardWhole(listener, runIds);
  assert.ok(
    asked.every((count) => count >= 2),
    `answered while turns ran: ${asked.join()}`,
  );
  const peak = peakMegabytes(homarus.pid);
  assert.ok(peak < 400, `${peak} MB`);
  const heard = listeners.reduce((sum, { events }) => sum + events.length, 0);
  const calls = asked.reduce((sum, count) => sum + count, 0);
  t.diagnostic(
    `${heard} events heard, ${calls} calls answered meanwhile, ${Math.round(peak)} MB at most`,
  );
  await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
});
