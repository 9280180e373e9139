import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createGateway } from '@homarus/gateway';
import type { Gateway } from '@homarus/gateway';
import { createMemory } from '@homarus/memory';
import { openaiModel } from '@homarus/model-openai';
import type { LanguageModel } from '@homarus/models';
import { openSqlite } from '@homarus/store-sqlite';
import { fdatasync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { startModelProcess } from './start-model.ts';
import type { ModelEndpoint } from './start-model.ts';

/** A gateway over a SQLite file of its own, with a scripted model behind HTTP. */
export interface TurnFixture extends AsyncDisposable {
  readonly gateway: Gateway;
  /** How long the model took in all calls so far, from the question to the last word read, in ms. */
  readonly modelMs: () => number;
  /** The body of what the model was asked last. */
  readonly lastAsked: () => Promise<unknown>;
  /** Waits for the disk so far. */
  readonly syncs: () => number;
  /** Learns all that has been said. */
  readonly learn: () => Promise<void>;
}

const syncToDisk = promisify(fdatasync);

/** `startModel`: what answers. Default: a scripted model in a process of its own. */
export async function openTurnFixture(
  startModel: () => Promise<ModelEndpoint> = startModelProcess,
): Promise<TurnFixture> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'homarus-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  let syncs = 0;
  const syncFile = (descriptor: number): Promise<void> => {
    syncs += 1;
    return syncToDisk(descriptor);
  };
  const stores = stack.use(
    await openSqlite({ path: path.join(folder, 'homarus.db'), log: silentLogger, syncFile }),
  );
  const server = stack.use(await startModel());
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
    modelMs: timed.modelMs,
    lastAsked: () => server.lastAsked(),
    syncs: () => syncs,
    learn: () => memory.drain(),
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
