import * as v from 'valibot';

/** One part of a message, as OpenClaw's clients read it. */
export type SessionContent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'toolCall';
      readonly id: string;
      readonly name: string;
      readonly arguments: unknown;
    }
  /** A picture or a file; its bytes stay in the log. */
  | { readonly type: 'image'; readonly mimeType: string; readonly omitted: true };

/** One message of a conversation. */
export interface SessionMessage {
  readonly role: 'user' | 'assistant' | 'toolResult' | 'system';
  readonly content: readonly SessionContent[];
  /** Unix milliseconds. */
  readonly timestamp: number;
  /** Of a tool's result. */
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly isError?: boolean;
  /** Its place in the log, counted from 1, and the run it is of; absent while it is being said. */
  readonly __openclaw?: {
    readonly id: string;
    readonly seq: number;
    readonly runId?: string;
    /** It took the place of the message there and of all after it: the model does not see them any more. */
    readonly replacesSeq?: number;
  };
}

export interface RunTokens {
  readonly input: number;
  readonly output: number;
  readonly totalTokens: number;
}

interface ChatEventBase {
  readonly runId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  /** Counts the `chat` events of the run from 1. */
  readonly seq: number;
}

/** The payload of a `chat` event: how the answer of one run goes on. */
export type ChatEvent = ChatEventBase &
  (
    | { readonly state: 'status'; readonly phase: 'preparing_context' | 'starting_model' }
    /** `message` has everything that was said so far, `deltaText` what is new. */
    | { readonly state: 'delta'; readonly deltaText: string; readonly message: SessionMessage }
    | {
        readonly state: 'final';
        readonly message?: SessionMessage;
        readonly stopReason: string;
        readonly usage: RunTokens;
      }
    | { readonly state: 'aborted'; readonly message?: SessionMessage; readonly stopReason: string }
    | {
        readonly state: 'error';
        readonly message?: SessionMessage;
        readonly errorMessage: string;
        readonly errorKind: 'timeout' | 'rate_limit' | 'unknown';
        /** One of the error codes; ours alone says it. */
        readonly errorCode?: string;
      }
  );

/** The payload of an `agent` event, and of `session.tool` for the streams `tool` and `item`. */
export interface AgentStreamEvent {
  readonly runId: string;
  readonly sessionKey: string;
  readonly stream: 'lifecycle' | 'assistant' | 'thinking' | 'tool' | 'item' | 'usage';
  readonly data: Readonly<Record<string, unknown>>;
  /** Counts the `agent` events of the run from 1. */
  readonly seq: number;
  /** Unix milliseconds. */
  readonly ts: number;
}

/** The payload of a `session.message` event: a message that the log has taken. */
export interface SessionMessageEvent {
  readonly sessionKey: string;
  readonly sessionId: string;
  readonly agentId: string;
  readonly runId?: string;
  readonly messageId: string;
  readonly messageSeq: number;
  readonly message: SessionMessage;
}

const key = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A picture or a file: `content` is base64, or a `data:` URL. */
export const ChatAttachment = v.object({
  type: v.optional(v.string()),
  mimeType: v.optional(v.string()),
  fileName: v.optional(v.string()),
  content: v.optional(v.unknown()),
});
export type ChatAttachment = v.InferOutput<typeof ChatAttachment>;

/** What becomes of a message that comes while a turn runs: OpenClaw's names, and ours. */
const QueueModeName = v.picklist(['queue', 'followup', 'collect', 'steer', 'replace', 'interrupt']);

const turnFields = {
  agentId: v.optional(id),
  attachments: v.optional(v.array(ChatAttachment), []),
  queueMode: v.optional(QueueModeName),
  /** Of this turn; one of `thinkingLevels`. */
  thinking: v.optional(v.string()),
  /** Answers what this run left unanswered; `message` is empty then. */
  resumeRunId: v.optional(id),
  /** The id of an earlier message of the user, whose place this one takes: what came after it stays in the log only. */
  replaceMessageId: v.optional(id),
  /** Becomes the run's id. */
  idempotencyKey: id,
};

export const ChatSendParams = v.object({
  ...turnFields,
  sessionKey: key,
  message: v.optional(v.string(), ''),
  /** 0: no limit but the gateway's own. */
  timeoutMs: v.optional(count),
});

export const AgentParams = v.object({
  ...turnFields,
  sessionKey: v.optional(key),
  message: v.optional(v.string(), ''),
  extraSystemPrompt: v.optional(v.string()),
  /** Seconds; 0: no limit but the gateway's own. */
  timeout: v.optional(count),
});

export const AgentWaitParams = v.object({ runId: id, timeoutMs: v.optional(count, 30_000) });

export const ChatHistoryParams = v.object({
  sessionKey: key,
  agentId: v.optional(id),
  sessionId: v.optional(id),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 200),
  /** Messages to pass over, counted from the latest. */
  offset: v.optional(count, 0),
  /** Characters of one text that are shown. */
  maxChars: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500_000)),
    100_000,
  ),
});

export const ChatMetadataParams = v.object({
  agentId: v.optional(id),
  sessionKey: v.optional(key),
});
export const ChatAbortParams = v.object({ sessionKey: key, runId: v.optional(id) });
export const WakeParams = v.object({
  /** `next-heartbeat` is refused: there are no heartbeats. */
  mode: v.picklist(['now', 'next-heartbeat']),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(32_000)),
  /** Default: the main one of the agent. */
  sessionKey: v.optional(key),
  /** Default: the default agent. */
  agentId: v.optional(key),
  idempotencyKey: v.optional(key),
});

export const ChatInjectParams = v.object({
  sessionKey: key,
  message: v.pipe(v.string(), v.minLength(1)),
  label: v.optional(v.pipe(v.string(), v.maxLength(100))),
});
