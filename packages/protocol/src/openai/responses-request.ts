import * as v from 'valibot';

import {
  FunctionName,
  ImageUrl,
  JsonSchemaObject,
  Metadata,
  optional,
  Temperature,
  TokenCount,
  TopP,
  UserName,
} from './shared.ts';

const ResponsesTextPart = v.object({
  type: v.picklist(['input_text', 'output_text', 'text']),
  text: v.string(),
});

const ResponsesRefusalPart = v.object({ type: v.literal('refusal'), refusal: v.string() });

const ResponsesImagePart = v.object({
  type: v.literal('input_image'),
  image_url: ImageUrl,
  detail: optional(v.picklist(['auto', 'low', 'high'])),
});

const ResponsesPart = v.variant('type', [
  ResponsesTextPart,
  ResponsesRefusalPart,
  ResponsesImagePart,
]);
export type ResponsesPart = v.InferOutput<typeof ResponsesPart>;

/** A message; its `type` may be left out, as OpenAI allows. */
export const ResponsesMessageItem = v.object({
  type: v.optional(v.literal('message'), 'message'),
  role: v.picklist(['user', 'assistant', 'system', 'developer']),
  content: v.union([v.string(), v.pipe(v.array(ResponsesPart), v.minLength(1))]),
});

const FunctionCallItem = v.object({
  type: v.literal('function_call'),
  call_id: v.pipe(v.string(), v.minLength(1)),
  name: FunctionName,
  arguments: v.string(),
});

const FunctionCallOutputItem = v.object({
  type: v.literal('function_call_output'),
  call_id: v.pipe(v.string(), v.minLength(1)),
  output: v.union([v.string(), v.array(ResponsesTextPart)]),
});

/** What a model thought in an earlier answer: accepted, because clients send it back, and left out. */
const ReasoningItem = v.object({ type: v.literal('reasoning') });

export const ResponsesItem = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'type' in input && input.type !== undefined
    ? TypedItem
    : ResponsesMessageItem,
);

const TypedItem = v.variant('type', [
  v.object({ ...ResponsesMessageItem.entries, type: v.literal('message') }),
  FunctionCallItem,
  FunctionCallOutputItem,
  ReasoningItem,
]);
export type ResponsesItem = v.InferOutput<typeof TypedItem>;

export const ResponsesTool = v.object({
  type: v.literal('function'),
  name: FunctionName,
  description: optional(v.string()),
  parameters: optional(JsonSchemaObject),
  strict: optional(v.boolean()),
});
export type ResponsesTool = v.InferOutput<typeof ResponsesTool>;

export const ResponsesToolChoice = v.union([
  v.picklist(['none', 'auto', 'required']),
  v.object({ type: v.literal('function'), name: FunctionName }),
]);

const ResponsesTextFormat = v.variant('type', [
  v.object({ type: v.literal('text') }),
  v.object({ type: v.literal('json_object') }),
  v.object({
    type: v.literal('json_schema'),
    name: v.string(),
    schema: optional(JsonSchemaObject),
  }),
]);

/** Body of `POST /v1/responses`: the fields that have an effect here; others are ignored. */
export const ResponsesRequest = v.object({
  model: optional(v.string()),
  input: v.union([
    v.pipe(v.string(), v.minLength(1)),
    v.pipe(v.array(ResponsesItem), v.minLength(1)),
  ]),
  instructions: optional(v.string()),
  previous_response_id: optional(v.string()),
  stream: optional(v.boolean()),
  /** A run ends when its caller leaves; work in the background is refused rather than faked. */
  background: optional(v.literal(false)),
  user: optional(UserName),
  temperature: optional(Temperature),
  top_p: optional(TopP),
  max_output_tokens: optional(TokenCount),
  tools: optional(v.array(ResponsesTool)),
  tool_choice: optional(ResponsesToolChoice),
  text: optional(v.object({ format: optional(ResponsesTextFormat) })),
  metadata: optional(Metadata),
});
export type ResponsesRequest = v.InferOutput<typeof ResponsesRequest>;
