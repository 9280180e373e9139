import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createMemoryClient } from '@homarus/sdk';

import { postJson, respond } from './support/http.ts';
import { spawnHomarus, temporaryHome } from './support/homarus-process.ts';
import { startMemory } from './support/memory-process.ts';

// A gateway whose memory is a process of its own, both of which are killed while turns go on.

const users = ['alice', 'bob', '小林'];
const sayings = (user: string, round: number): readonly string[] =>
  Array.from({ length: 4 }, (_, index) => `${user} put keyword${round}${index} on the shelf.`);

async function startGateway(home: string, memoryUrl: string) {
  const env = { OGMEM_URL: memoryUrl };
  const gateway = spawnHomarus({ home, env, args: ['gateway', '--port', '0'] });
  const [, url = ''] = await gateway.waitFor(/(http:\/\/[\d.:]+)\//u);
  return { ...gateway, url };
}

async function isWaiting(url: string): Promise<boolean> {
  return (await healthOf(url)).reasons.some((reason) => /^(?:outbox|memory at)/u.test(reason));
}

/** Every person says something, one thing after the other; all at once. */
async function speak(url: string, round: number, onAnswer?: () => void): Promise<void> {
  await Promise.all(
    users.map(async (user) => {
      for (const input of sayings(user, round)) {
        await respond(url, { user, input });
        onAnswer?.();
      }
    }),
  );
}

interface Health {
  readonly status: string;
  readonly reasons: readonly string[];
}

async function healthOf(url: string): Promise<Health> {
  return (await (await fetch(`${url}/health`)).json()) as Health;
}

test('turns go on while the memory is killed, and arrive exactly once', async () => {
  using memoryHome = temporaryHome();
  using gatewayHome = temporaryHome();
  let memory = await startMemory(memoryHome.path);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => memory[Symbol.asyncDispose]());
  const port = new URL(memory.url).port;
  let gateway = await startGateway(gatewayHome.path, memory.url);
  stack.defer(() => gateway[Symbol.asyncDispose]());

  await speak(gateway.url, 0);
  assert.deepEqual(await healthOf(gateway.url).then(({ reasons }) => reasons), []);

  let answers = 0;
  const killed = Promise.withResolvers<unknown>();
  await speak(gateway.url, 1, () => {
    answers += 1;
    if (answers === users.length) killed.resolve(memory.stop('SIGKILL'));
  });
  await killed.promise;
  await speak(gateway.url, 2);
  const { status, reasons } = await healthOf(gateway.url);
  assert.equal(status, 'degraded');
  assert.match(reasons.join('\n'), /memory at http.*\n.*outbox: \d+ waiting/su);
  assert.equal((await fetch(`${gateway.url}/ready`)).status, 200);

  await gateway.stop('SIGKILL');
  gateway = await startGateway(gatewayHome.path, memory.url);
  await speak(gateway.url, 3);
  memory = await startMemory(memoryHome.path, { OGMEM_HTTP_PORT: port });
  while (await isWaiting(gateway.url));

  const client = createMemoryClient({ url: memory.url });
  for (const userId of users) {
    const { messages } = await client.statistics.messages({
      userId,
      categories: ['full_context_user'],
      limit: 500,
      newestFirst: false,
    });
    const expected = [0, 1, 2, 3].flatMap((round) => sayings(userId, round));
    assert.deepEqual(
      messages.map(({ message }) => message.text),
      expected,
    );
  }
});

interface ToolAnswer {
  readonly result?: { readonly details?: { readonly action?: string; readonly id?: string } };
}

test('what is asked to be remembered and forgotten while the memory is killed is done when it is back', async () => {
  using memoryHome = temporaryHome();
  using gatewayHome = temporaryHome();
  let memory = await startMemory(memoryHome.path);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => memory[Symbol.asyncDispose]());
  let gateway = await startGateway(gatewayHome.path, memory.url);
  stack.defer(() => gateway[Symbol.asyncDispose]());
  const call = (tool: string, args: object) =>
    postJson<ToolAnswer>(`${gateway.url}/tools/invoke`, { tool, args });
  const actionOf = async (tool: string, args: object) =>
    (await call(tool, args)).result?.details?.action;

  const stored = await call('memory_store', { text: 'I play the cello on Sundays.' });
  await memory.stop('SIGKILL');
  const memoryId = stored.result?.details?.id ?? '';
  assert.equal(await actionOf('memory_store', { text: '我对花生过敏。' }), 'queued');
  assert.equal(await actionOf('memory_forget', { memoryId }), 'queued');
  await assert.rejects(call('memory_recall', { query: 'cello' }), /answered 503/u);
  await gateway.stop('SIGKILL');
  gateway = await startGateway(gatewayHome.path, memory.url);
  memory = await startMemory(memoryHome.path, {}, new URL(memory.url).port);
  while (await isWaiting(gateway.url));

  const client = createMemoryClient({ url: memory.url });
  const { memories } = await client.memories.list({});
  assert.deepEqual(
    memories.map(({ content }) => content),
    ['我对花生过敏。'],
  );
});
