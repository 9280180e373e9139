import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { systemClock } from '@homarus/base';

import { routeRequest } from './scripted-routes.ts';
import type { ScriptedReply, FaultReply } from './scripted-reply.ts';
import type {
  RecordedRequest,
  ScriptedDefault,
  ScriptedServerOptions,
  ScriptedState,
} from './scripted-state.ts';

/**
 * An OpenAI-compatible model server whose replies are data, on a real socket of the loopback:
 * `POST /v1/chat/completions` (streamed or not), `POST /v1/embeddings`, `GET /v1/models`.
 */
export interface ScriptedServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1` */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Queues replies: each answers one chat request, in order; then the default answers. */
  script(...replies: readonly ScriptedReply[]): void;
  /** The same for embedding requests, which otherwise get the embeddings of their texts. */
  scriptEmbeddings(...faults: readonly FaultReply[]): void;
  /** What answers chat requests when nothing is queued. At first `{ text: 'OK.' }`. */
  setDefault(reply: ScriptedDefault): void;
}

export async function startScriptedServer(
  options: ScriptedServerOptions = {},
): Promise<ScriptedServer> {
  const state: ScriptedState = {
    options,
    clock: options.clock ?? systemClock,
    requests: [],
    replies: [],
    embeddingFaults: [],
    fallback: { text: 'OK.' },
    count: 0,
  };
  const server = createServer((request, response) => {
    void serve(state, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests: state.requests,
    script: (...replies) => void state.replies.push(...replies),
    scriptEmbeddings: (...faults) => void state.embeddingFaults.push(...faults),
    setDefault: (reply) => {
      state.fallback = reply;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  state: ScriptedState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const recorded = await record(request);
    if (state.options.isRecording !== false) state.requests.push(recorded);
    await routeRequest(state, recorded, response);
  } catch (error) {
    // A default that throws, or a client that left while it was sending.
    response.destroy(error instanceof Error ? error : undefined);
  }
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: request.method ?? 'GET',
    path: (request.url ?? '/').replace(/\?.*$/u, ''),
    headers: Object.fromEntries(headers),
    body: text === '' ? undefined : parseBody(text),
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
