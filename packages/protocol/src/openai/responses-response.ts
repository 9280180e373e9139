import type { HomarusExtra } from './shared.ts';

export interface ResponsesTextOutput {
  readonly type: 'output_text';
  readonly text: string;
  readonly annotations: readonly never[];
  readonly logprobs: readonly never[];
}

export interface ResponsesMessageOutput {
  readonly type: 'message';
  readonly id: string;
  readonly status: 'in_progress' | 'completed' | 'incomplete';
  readonly role: 'assistant';
  readonly content: readonly ResponsesTextOutput[];
}

export interface ResponsesCallOutput {
  readonly type: 'function_call';
  readonly id: string;
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
  readonly status: 'in_progress' | 'completed';
}

export type ResponsesOutputItem = ResponsesMessageOutput | ResponsesCallOutput;

export interface ResponsesUsage {
  readonly input_tokens: number;
  readonly input_tokens_details: { readonly cached_tokens: number };
  readonly output_tokens: number;
  readonly output_tokens_details: { readonly reasoning_tokens: number };
  readonly total_tokens: number;
}

export interface ResponsesFailure {
  readonly code: string;
  readonly message: string;
}

/** Answer of `POST /v1/responses`, and what its lifecycle events carry. */
export interface ResponsesObject {
  /** `resp_<run>`. */
  readonly id: string;
  readonly object: 'response';
  /** Unix seconds. */
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly background: false;
  readonly error: ResponsesFailure | null;
  readonly incomplete_details: { readonly reason: 'max_output_tokens' } | null;
  readonly instructions: string | null;
  readonly max_output_tokens: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly model: string;
  readonly output: readonly ResponsesOutputItem[];
  /** All text of the output, for callers without a client library. */
  readonly output_text: string;
  readonly parallel_tool_calls: true;
  readonly previous_response_id: string | null;
  readonly reasoning: { readonly effort: null; readonly summary: null };
  readonly store: true;
  readonly temperature: number | null;
  readonly text: { readonly format: unknown };
  readonly tool_choice: unknown;
  readonly tools: readonly unknown[];
  readonly top_p: number | null;
  readonly truncation: 'auto';
  readonly usage: ResponsesUsage | null;
  readonly user: string | null;
  readonly homarus?: HomarusExtra;
}

interface InItem {
  readonly item_id: string;
  readonly output_index: number;
}

interface InPart extends InItem {
  readonly content_index: number;
}

/** One event of a streamed response, without its `sequence_number`. */
export type ResponsesEvent =
  | {
      readonly type:
        | 'response.created'
        | 'response.in_progress'
        | 'response.completed'
        | 'response.incomplete'
        | 'response.failed';
      readonly response: ResponsesObject;
    }
  | {
      readonly type: 'response.output_item.added' | 'response.output_item.done';
      readonly output_index: number;
      readonly item: ResponsesOutputItem;
    }
  | ({
      readonly type: 'response.content_part.added' | 'response.content_part.done';
      readonly part: ResponsesTextOutput;
    } & InPart)
  | ({
      readonly type: 'response.output_text.delta';
      readonly delta: string;
      readonly logprobs: readonly never[];
    } & InPart)
  | ({
      readonly type: 'response.output_text.done';
      readonly text: string;
      readonly logprobs: readonly never[];
    } & InPart)
  | ({ readonly type: 'response.function_call_arguments.delta'; readonly delta: string } & InItem)
  | ({
      readonly type: 'response.function_call_arguments.done';
      readonly name: string;
      readonly arguments: string;
    } & InItem)
  | {
      readonly type: 'error';
      readonly code: string | null;
      readonly message: string;
      readonly param: string | null;
    };
