import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createGateway } from '@homarus/gateway';
import type { Gateway } from '@homarus/gateway';
import { createMemory } from '@homarus/memory';
import { openaiModel } from '@homarus/model-openai';
import type { LanguageModel } from '@homarus/models';
import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';
import { openSqlite } from '@homarus/store-sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A gateway over a SQLite file of its own, with a scripted model behind HTTP. */
export interface TurnFixture extends AsyncDisposable {
  readonly gateway: Gateway;
  /** Decides what the model says. */
  readonly server: Pick<ScriptedServer, 'setDefault' | 'script'>;
  /** How long the model took in all calls so far, from the question to the last word read, in ms. */
  readonly modelMs: () => number;
  /** The bodies of what the model was asked. */
  readonly asked: () => readonly unknown[];
}

export interface TurnFixtureOptions {
  /** False keeps nothing of what the model was asked, for long runs. Default true. */
  readonly isRecording?: boolean;
}

export async function openTurnFixture(options: TurnFixtureOptions = {}): Promise<TurnFixture> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'homarus-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const stores = stack.use(
    await openSqlite({ path: path.join(folder, 'homarus.db'), log: silentLogger }),
  );
  const server = stack.use(await startScriptedServer(options));
  server.setDefault({ text: 'That is noted, thank you.' });
  const parts = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = stack.use(createMemory({ store: stores.memory, jobs: stores.memory, ...parts }));
  const timed = timedModel(openaiModel({ baseUrl: server.url, model: 'scripted', name: 'bench' }));
  const gateway = createGateway(
    {
      ...parts,
      memory,
      compaction: memory.conversations,
      sessions: stores.sessions,
      devices: stores.devices,
      model: timed.model,
      agentStore: stores.agents,
      auditStore: stores.admin,
    },
    { version: 'bench', auth: { mode: 'none' }, dataFolder: folder },
  );
  await gateway.recover();
  memory.start();
  stack.defer(() => gateway.stop());
  const owned = stack.move();
  return {
    gateway,
    server,
    modelMs: timed.modelMs,
    asked: () => server.requests.map(({ body }) => body),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function timedModel(inner: LanguageModel): { model: LanguageModel; modelMs: () => number } {
  let total = 0;
  const model: LanguageModel = {
    specificationVersion: 'v4',
    provider: inner.provider,
    modelId: inner.modelId,
    supportedUrls: inner.supportedUrls,
    doGenerate: (options) => inner.doGenerate(options),
    async doStream(options) {
      const startedAt = performance.now();
      const { stream, ...rest } = await inner.doStream(options);
      const flush = (): void => {
        total += performance.now() - startedAt;
      };
      return { ...rest, stream: stream.pipeThrough(new TransformStream({ flush })) };
    },
  };
  return { model, modelMs: () => total };
}

/** Says something in a session over the OpenAI-compatible door, and waits for the whole answer. */
export async function say(gateway: Gateway, session: string, content: string): Promise<boolean> {
  const response = await gateway.fetch(
    new Request('http://127.0.0.1/v1/chat/completions', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        host: '127.0.0.1',
        'x-openclaw-session-key': `agent:main:${session}`,
      },
      body: JSON.stringify({ model: 'homarus', messages: [{ role: 'user', content }] }),
    }),
  );
  await response.text();
  return response.ok;
}
