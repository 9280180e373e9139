import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GatewayClient } from '@openclaw/gateway-client';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';

interface Entry {
  readonly runId: string;
  readonly runAtMs: number;
  readonly status: string;
}

interface Connected extends AsyncDisposable {
  readonly request: <T>(method: string, params?: object) => Promise<T>;
  /** Resolves when so many runs have ended. */
  readonly runsEnded: (count: number) => Promise<void>;
}

/** OpenClaw's own client, which counts the runs that it hears of. */
async function connect(url: string): Promise<Connected> {
  const ready = Promise.withResolvers<undefined>();
  let ended = 0;
  let look = (): void => undefined;
  const client = new GatewayClient({
    url: url.replace('http', 'ws'),
    onHelloOk: () => ready.resolve(undefined),
    onConnectError: (error) => ready.reject(error),
    onEvent({ event, payload }) {
      if (event !== 'cron' || (payload as { action?: string }).action !== 'finished') return;
      ended += 1;
      look();
    },
  });
  client.start();
  await ready.promise;
  return {
    request: (method, params = {}) => client.request(method, params),
    runsEnded: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (ended >= count) resolve();
        };
        look();
      }),
    [Symbol.asyncDispose]: () => client.stopAndWait(),
  };
}

const second = 1000;

test('a job of every second outlives kill -9: no run twice, one made up for', async () => {
  using home = temporaryHome();
  let jobId: string;
  {
    await using homarus = await startHomarus({ home: home.path });
    await using client = await connect(homarus.gatewayUrl);
    const job = await client.request<{ readonly id: string }>('cron.add', {
      name: 'Every second',
      schedule: { kind: 'every', everyMs: second },
      sessionTarget: 'isolated',
      wakeMode: 'now',
      payload: { kind: 'agentTurn', message: 'Tick.' },
      delivery: { mode: 'none' },
    });
    jobId = job.id;
    await client.runsEnded(2);
    await homarus.stop('SIGKILL');
  }
  const killedAt = Date.now();
  // Long enough for several runs to be missed.
  await new Promise((resolve) => setTimeout(resolve, 3 * second));
  await using homarus = await startHomarus({ home: home.path });
  await using client = await connect(homarus.gatewayUrl);
  await client.runsEnded(2);
  const { entries } = await client.request<{ readonly entries: readonly Entry[] }>('cron.runs', {
    id: jobId,
    limit: 200,
    sortDir: 'asc',
  });
  assert.ok(entries.every(({ status }) => status === 'ok'));
  const times = entries.map(({ runAtMs }) => runAtMs);
  assert.equal(new Set(times).size, times.length, 'no time has two runs');
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  const first = times.find((time) => time > killedAt) ?? 0;
  assert.ok(first - killedAt >= 2 * second, 'of those that were missed only the latest is run');
  const sessions = await client.request<{ readonly sessions: readonly { kind: string }[] }>(
    'sessions.list',
    { kinds: ['cron'] },
  );
  assert.equal(sessions.sessions.length, 1);
});
