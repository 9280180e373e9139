import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';
import { createGatewayClient } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

import { openTurnFixture, say } from '../turn/turn-fixture.ts';
import type { TurnFixture } from '../turn/turn-fixture.ts';

/** What the process holds after a garbage collection, in MB. */
export interface HeldMemory {
  readonly turns: number;
  readonly heapMb: number;
  readonly residentMb: number;
}

export interface LeakOptions {
  readonly turns: number;
  /** Turns between two looks. */
  readonly step: number;
  readonly onStep?: (held: HeldMemory) => void;
}

/**
 * Takes turns of all kinds one after the other in one process: over WebSocket and HTTP, in sessions
 * that go on and in new ones, with tools, with failures and with clients that come and go. Answers what
 * was held at the start and after each step.
 */
export async function runTurns({
  turns,
  step,
  onStep,
}: LeakOptions): Promise<readonly HeldMemory[]> {
  await using stack = new AsyncDisposableStack();
  const model = await startScriptedServer({ isRecording: false });
  const lastAsked = () => Promise.resolve(undefined);
  const fixture = stack.use(await openTurnFixture(async () => ({ ...model, lastAsked })));
  const url = await listen(fixture, stack);
  using client = connectTo(url);
  await client.connect();
  const held: HeldMemory[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    if (turn % step === 0) {
      const now = measure(turn);
      held.push(now);
      onStep?.(now);
    }
    if (turn < turns) await takeTurn({ fixture, model, client, url }, turn);
  }
  return held;
}

interface Doors {
  readonly fixture: TurnFixture;
  readonly model: ScriptedServer;
  readonly client: GatewayClient;
  readonly url: string;
}

async function takeTurn({ fixture, model, client, url }: Doors, turn: number): Promise<void> {
  const message = `Note ${turn}: the tickets for day ${turn % 28} are in drawer ${turn % 100}.`;
  if (turn % 4 === 0) model.script({ toolCalls: [{ name: 'now', arguments: {} }] });
  if (turn % 50 === 49) model.script({ status: 400 });
  const session = turn % 3 === 0 ? `leak-new-${turn}` : `leak-${turn % 10}`;
  if (turn % 5 === 0) {
    await say(fixture.gateway, session, message);
    return;
  }
  const runId = `leak-run-${turn}`;
  const sessionKey = `agent:main:${session}`;
  await client.call('chat.send', { sessionKey, message, idempotencyKey: runId });
  await client.call('agent.wait', { runId, timeoutMs: 10_000 });
  if (turn % 20 === 1) {
    using visitor = connectTo(url);
    await visitor.connect();
    await visitor.call('chat.history', { sessionKey, limit: 5 });
  }
}

function connectTo(url: string): GatewayClient {
  const client = { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' } as const;
  return createGatewayClient({ url, client, reconnect: false });
}

async function listen({ gateway }: TurnFixture, stack: AsyncDisposableStack): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  server.on('upgrade', gateway.upgrade);
  await once(server, 'listening');
  stack.defer(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function measure(turns: number): HeldMemory {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { turns, heapMb: heapUsed / 1e6, residentMb: rss / 1e6 };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
