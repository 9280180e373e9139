import { mkdtempSync, rmSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

import { createIds, systemClock } from '@homarus/base';
import type { Logger } from '@homarus/base';
import { recordingLogger } from '@homarus/base/testing';
import { memoryCronStore } from '@homarus/jobs/testing';
import type { MemoryService } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { offlineModel } from '@homarus/models';
import type { ServerMetrics } from '@homarus/metrics';
import type { EmbeddingModel, LanguageModel } from '@homarus/models';
import type { SessionStore } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';
import type { PluginHost } from '@homarus/plugins';
import { createAdaptorServer } from '@hono/node-server';
import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import OpenAI from 'openai';

import { createGateway } from '../gateway.ts';
import type { Gateway, GatewayOptions } from '../gateway.ts';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { memoryAgentStore } from './memory-agent-store.ts';
import { memoryAuditStore } from './memory-audit-store.ts';
import { createGatewayPlugins } from '../plugins/index.ts';
import type { EngineDeadlines, GatewayPlugins } from '../plugins/index.ts';
import type { DeviceStore } from '../devices/device-store.ts';
import { memoryDeviceStore } from './memory-device-store.ts';
import { NotebookMemory } from './notebook-memory.ts';

export interface StartOptions<M extends MemoryService> {
  readonly model?: LanguageModel;
  readonly memory?: M;
  readonly sessions?: SessionStore;
  readonly devices?: DeviceStore;
  readonly embedding?: EmbeddingModel;
  readonly metrics?: ServerMetrics;
  /** Default: the one model. */
  readonly models?: ModelCatalog;
  readonly options?: Partial<GatewayOptions>;
  readonly plugins?: PluginHost;
  readonly engineDeadlines?: Partial<EngineDeadlines>;
  /** Default: any free one. */
  readonly port?: number;
}

export interface RunningGateway<M extends MemoryService> extends AsyncDisposable {
  readonly gateway: Gateway;
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly memory: M;
  readonly sessions: SessionStore;
  readonly log: ReturnType<typeof recordingLogger>;
  /** The official client; it does not retry by itself. */
  readonly openai: (headers?: Readonly<Record<string, string>>) => OpenAI;
  readonly post: (path: string, body: unknown, headers?: HeadersInit) => Promise<Response>;
}

/** A gateway on a real socket, with parts in memory. */
export async function startGateway<M extends MemoryService = NotebookMemory>(
  given: StartOptions<M> = {},
): Promise<RunningGateway<M>> {
  const memory = given.memory ?? (new NotebookMemory() as MemoryService as M);
  const sessions = given.sessions ?? memorySessionStore();
  const log = recordingLogger();
  const dataFolder = mkdtempSync(`${tmpdir()}/homarus-gateway-`);
  const gateway = createGateway(
    {
      agentStore: memoryAgentStore(),
      auditStore: memoryAuditStore(),
      memory,
      sessions,
      devices: given.devices ?? memoryDeviceStore(),
      cron: { store: memoryCronStore(), jobs: memoryMemoryStore() },
      model: given.model ?? offlineModel(),
      ...(given.models === undefined ? {} : { models: given.models }),
      clock: systemClock,
      ids: createIds(),
      log,
      ...(given.embedding === undefined ? {} : { embedding: given.embedding }),
      ...(given.metrics === undefined ? {} : { metrics: given.metrics }),
      ...(given.plugins === undefined
        ? {}
        : { plugins: pluginsOf(given.plugins, given.engineDeadlines, log) }),
    },
    {
      version: '1.2.3',
      dataFolder,
      auth: { mode: 'none' },
      timeZone: 'Asia/Shanghai',
      ...given.options,
    },
  );
  const server = createAdaptorServer({
    fetch: (request, exchange) => gateway.fetch(request, addressOf(exchange), toExchange(exchange)),
  });
  server.on('upgrade', gateway.upgrade);
  await new Promise<void>((resolve) => {
    server.listen(given.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    gateway,
    url,
    memory,
    sessions,
    log,
    openai: (headers = {}) => openaiAt(url, headers),
    post: (path, body, headers = {}) => post(url + path, body, headers),
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      rmSync(dataFolder, { recursive: true, force: true });
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function openaiAt(url: string, headers: Readonly<Record<string, string>>): OpenAI {
  const defaultHeaders = { ...headers };
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0, defaultHeaders });
}

function pluginsOf(
  host: PluginHost,
  deadlines: Partial<EngineDeadlines> | undefined,
  log: Logger,
): GatewayPlugins {
  return createGatewayPlugins({ host, clock: systemClock, log }, deadlines);
}

function addressOf({ incoming }: HttpBindings | Http2Bindings): string {
  return incoming.socket.remoteAddress ?? '';
}

function toExchange({ incoming, outgoing }: HttpBindings | Http2Bindings) {
  return incoming instanceof IncomingMessage && outgoing instanceof ServerResponse
    ? { incoming, outgoing }
    : undefined;
}

function post(url: string, body: unknown, headers: HeadersInit): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(headers)) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
