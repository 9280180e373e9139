import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import { runAs, startPostgres } from '@homarus/store-postgres/testing';
import { GatewayClient } from '@openclaw/gateway-client';
import type { EventFrame } from '@openclaw/gateway-protocol';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';

// Two whole gateways over one PostgreSQL. One is killed in the middle of a turn, with another message
// waiting behind it: the other takes both over, says nothing twice, and goes on with the jobs.

const server = await startPostgres();
after(() => server[Symbol.asyncDispose]());

interface Connected extends AsyncDisposable {
  request<T>(method: string, params?: object): Promise<T>;
  /** Resolves with the next event that fits; those before the call do not count. */
  next(fits: (event: EventFrame) => boolean): Promise<EventFrame>;
}

/** OpenClaw's own client. */
async function connect({ gatewayUrl }: RunningHomarus): Promise<Connected> {
  const ready = Promise.withResolvers<undefined>();
  const listeners = new Set<(event: EventFrame) => void>();
  const client = new GatewayClient({
    url: gatewayUrl.replace('http', 'ws'),
    requestTimeoutMs: 20_000,
    onHelloOk: () => ready.resolve(undefined),
    onConnectError: (error) => ready.reject(error),
    onEvent: (event) => listeners.forEach((listener) => listener(event)),
  });
  client.start();
  await ready.promise;
  return {
    request: (method, params = {}) => client.request(method, params),
    next: (fits) =>
      new Promise((resolve) => {
        const listener = (event: EventFrame): void => {
          if (!fits(event)) return;
          listeners.delete(listener);
          resolve(event);
        };
        listeners.add(listener);
      }),
    [Symbol.asyncDispose]: () => client.stopAndWait(),
  };
}

interface History {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly sessionInfo: { readonly status?: string };
}

interface Runs {
  readonly entries: readonly { readonly runAtMs: number; readonly status: string }[];
}

const talk = 'agent:main:talk';
const alone = 'agent:main:alone';

const isFinal =
  (runId: string) =>
  ({ event, payload }: EventFrame): boolean => {
    const { state, runId: of } = payload as { readonly state?: string; readonly runId?: string };
    return event === 'chat' && state === 'final' && of === runId;
  };

const hasJobRun = ({ event, payload }: EventFrame): boolean =>
  event === 'cron' && (payload as { readonly action?: string }).action === 'finished';

test('a gateway that is killed in a turn is taken over: nothing twice, nothing lost', async () => {
  await using stack = new AsyncDisposableStack();
  const model = stack.use(await startScriptedServer());
  const env = {
    DATABASE_URL: await server.createDatabase('gateways'),
    LLM_BASE_URL: model.url,
    LLM_MODEL: 'scripted',
  };
  let isAway = true;
  model.setDefault(({ body }) =>
    isAway && JSON.stringify(body).includes('piano') ? { hang: true } : { text: 'A fine name.' },
  );
  const start = async () =>
    stack.use(await startHomarus({ home: stack.use(temporaryHome()).path, env }));
  const [doomed, lasting] = await Promise.all([start(), start()]);
  const other = stack.use(await connect(lasting));
  const jobId = await beginTurns(doomed, other);

  await doomed.stop('SIGKILL');
  isAway = false;
  const again = { sessionKey: talk, message: 'My piano is called Theodora.' };
  const known = await other.request('chat.send', { ...again, idempotencyKey: 'first' });
  assert.deepEqual(known, { runId: 'first', status: 'in_flight' }, 'not said a second time');
  await other.next(isFinal('second'));

  const history = (sessionKey: string) => other.request<History>('chat.history', { sessionKey });
  const { messages } = await history(talk);
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'user', 'assistant'],
  );
  assert.match(JSON.stringify(messages), /called Theodora.*called Bechstein.*A fine name/u);
  const ended = await other.request<{ readonly status: string }>('agent.wait', {
    runId: 'first',
    timeoutMs: 0,
  });
  assert.equal(ended.status, 'error', 'the turn that was cut off is marked as failed');

  assert.equal((await history(alone)).sessionInfo.status, 'error');
  const resume = { sessionKey: alone, message: '', resumeRunId: 'third', idempotencyKey: 'fourth' };
  const resumed = other.next(isFinal('fourth'));
  await other.request('sessions.messages.subscribe', { key: alone });
  await other.request('chat.send', resume);
  await resumed;
  assert.deepEqual(
    (await history(alone)).messages.map(({ role }) => role),
    ['user', 'assistant'],
  );

  // Jobs of both, and of the one that is left, ran once each time.
  await other.next(hasJobRun);
  const runs = { id: jobId, limit: 200, sortDir: 'asc' };
  const { entries } = await other.request<Runs>('cron.runs', runs);
  const times = entries.map(({ runAtMs }) => runAtMs);
  assert.equal(new Set(times).size, times.length, 'no time has two runs');
  const cut = entries.filter(({ status }) => status !== 'ok');
  assert.ok(cut.length <= 1, 'all but one that the kill may have cut off went well');
  const stored = await runAs(
    server.adminUrl('gateways'),
    "select count(*)::int as rows from message where content like '%called Bechstein%'",
  );
  assert.deepEqual(stored, [{ rows: 1 }], 'memory has the message once');
});

/** Two turns and one that waits at the gateway that will be killed; a job that both may run. */
async function beginTurns(doomed: RunningHomarus, other: Connected): Promise<string> {
  await using first = await connect(doomed);
  const ran = first.next(hasJobRun);
  const { id } = await first.request<{ readonly id: string }>('cron.add', {
    name: 'Every second',
    schedule: { kind: 'every', everyMs: 1000 },
    sessionTarget: 'isolated',
    wakeMode: 'now',
    payload: { kind: 'agentTurn', message: 'Tick.' },
    delivery: { mode: 'none' },
  });
  await ran;
  await other.request('sessions.messages.subscribe', { key: talk });
  const send = (sessionKey: string, message: string, idempotencyKey: string) =>
    first.request('chat.send', { sessionKey, message, idempotencyKey });
  assert.deepEqual(await send(talk, 'My piano is called Theodora.', 'first'), {
    runId: 'first',
    status: 'started',
  });
  assert.deepEqual(await send(talk, 'No, it is called Bechstein.', 'second'), {
    runId: 'second',
    status: 'queued',
  });
  await send(alone, 'Whose piano is it?', 'third');
  return id;
}
