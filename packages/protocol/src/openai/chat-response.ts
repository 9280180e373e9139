import type { HomarusExtra } from './shared.ts';

export type ChatFinishReason = 'stop' | 'length' | 'tool_calls';

export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export interface ChatResponseToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** Answer of `POST /v1/chat/completions` without `stream`. */
export interface ChatCompletion {
  /** `chatcmpl-<run>`. */
  readonly id: string;
  readonly object: 'chat.completion';
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly message: {
        readonly role: 'assistant';
        readonly content: string | null;
        readonly refusal: null;
        readonly tool_calls?: readonly ChatResponseToolCall[];
      };
      readonly logprobs: null;
      readonly finish_reason: ChatFinishReason;
    },
  ];
  readonly usage: ChatUsage;
  readonly homarus: HomarusExtra;
}

export interface ChatDelta {
  readonly role?: 'assistant';
  readonly content?: string | null;
  readonly refusal?: null;
  readonly tool_calls?: readonly (ChatResponseToolCall & { readonly index: number })[];
}

/** One `data:` of a streamed chat completion. */
export interface ChatCompletionChunk {
  readonly id: string;
  readonly object: 'chat.completion.chunk';
  readonly created: number;
  readonly model: string;
  /** One choice, or none in the chunk that carries the usage. */
  readonly choices: readonly {
    readonly index: 0;
    readonly delta: ChatDelta;
    readonly logprobs: null;
    readonly finish_reason: ChatFinishReason | null;
  }[];
  /** With `stream_options.include_usage`: null until the last chunk. */
  readonly usage?: ChatUsage | null;
  /** On the last chunk. */
  readonly homarus?: HomarusExtra;
}
