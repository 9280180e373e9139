import type { Clock } from '@homarus/base';

import type { FaultReply, ScriptedReply } from './scripted-reply.ts';

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
  /** Waited for before texts are embedded, so that a test decides how fast that goes. */
  readonly beforeEmbeddings?: (request: RecordedRequest) => Promise<void>;
  /** False keeps no requests, for long runs. Default true. */
  readonly isRecording?: boolean;
  /** Waits for the delays of replies. */
  readonly clock?: Clock;
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
