import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';

import { routeRequest } from './scripted-routes.ts';
import type { ScriptedReply, FaultReply } from './scripted-reply.ts';

/** A request as it came. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query: `/v1/chat/completions`. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; the text when it is none; undefined when there is no body. */
  readonly body: unknown;
}

/** A reply, or what makes one for each request. */
export type ScriptedDefault =
  | ScriptedReply
  | ((request: RecordedRequest) => ScriptedReply | Promise<ScriptedReply>);

export interface ScriptedServerOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** With it, a request without `Authorization: Bearer <apiKey>` gets 401. */
  readonly apiKey?: string;
  /** What `GET /v1/models` lists. Default `['scripted']`. Calls for other models are answered all the same. */
  readonly models?: readonly string[];
  /** The length of an embedding when the request names none. Default 256. */
  readonly dimensions?: number;
  /** False keeps no requests, for long runs. Default true. */
  readonly isRecording?: boolean;
  /** Waits for the delays of replies. */
  readonly clock?: Clock;
}

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

/** What the routes share: the queues and the settings of one server. */
export interface ScriptedState {
  readonly options: ScriptedServerOptions;
  readonly clock: Clock;
  readonly requests: RecordedRequest[];
  readonly replies: ScriptedReply[];
  readonly embeddingFaults: FaultReply[];
  fallback: ScriptedDefault;
  /** Counts completions and tool calls, for their ids. */
  count: number;
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
