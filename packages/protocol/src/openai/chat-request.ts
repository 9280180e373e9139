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

export const ChatTextPart = v.object({ type: v.literal('text'), text: v.string() });

export const ChatImagePart = v.object({
  type: v.literal('image_url'),
  image_url: v.object({ url: ImageUrl, detail: optional(v.picklist(['auto', 'low', 'high'])) }),
});

const ChatTextContent = v.union([v.string(), v.array(ChatTextPart)]);

const ChatUserContent = v.union([
  v.string(),
  v.pipe(v.array(v.variant('type', [ChatTextPart, ChatImagePart])), v.minLength(1)),
]);

export const ChatToolCall = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  type: v.literal('function'),
  function: v.object({ name: FunctionName, arguments: v.string() }),
});

const ChatInstructionMessage = v.object({
  role: v.picklist(['system', 'developer']),
  content: ChatTextContent,
});

const ChatUserMessage = v.object({ role: v.literal('user'), content: ChatUserContent });

const ChatAssistantMessage = v.object({
  role: v.literal('assistant'),
  content: optional(ChatTextContent),
  tool_calls: optional(v.array(ChatToolCall)),
});

const ChatToolMessage = v.object({
  role: v.literal('tool'),
  tool_call_id: v.pipe(v.string(), v.minLength(1)),
  content: ChatTextContent,
});

export const ChatMessage = v.variant('role', [
  ChatInstructionMessage,
  ChatUserMessage,
  ChatAssistantMessage,
  ChatToolMessage,
]);
export type ChatMessage = v.InferOutput<typeof ChatMessage>;

export const ChatTool = v.object({
  type: v.literal('function'),
  function: v.object({
    name: FunctionName,
    description: optional(v.string()),
    parameters: optional(JsonSchemaObject),
    strict: optional(v.boolean()),
  }),
});

export const ChatToolChoice = v.union([
  v.picklist(['none', 'auto', 'required']),
  v.object({ type: v.literal('function'), function: v.object({ name: FunctionName }) }),
]);

const ChatResponseFormat = v.variant('type', [
  v.object({ type: v.literal('text') }),
  v.object({ type: v.literal('json_object') }),
  v.object({
    type: v.literal('json_schema'),
    json_schema: v.object({ name: v.string(), schema: optional(JsonSchemaObject) }),
  }),
]);

/** Body of `POST /v1/chat/completions`: the fields that have an effect here; others are ignored. */
export const ChatCompletionRequest = v.object({
  model: optional(v.string()),
  messages: v.pipe(v.array(ChatMessage), v.minLength(1)),
  stream: optional(v.boolean()),
  stream_options: optional(v.object({ include_usage: optional(v.boolean()) })),
  user: optional(UserName),
  temperature: optional(Temperature),
  top_p: optional(TopP),
  max_tokens: optional(TokenCount),
  max_completion_tokens: optional(TokenCount),
  stop: optional(v.union([v.string(), v.pipe(v.array(v.string()), v.maxLength(4))])),
  tools: optional(v.array(ChatTool)),
  tool_choice: optional(ChatToolChoice),
  response_format: optional(ChatResponseFormat),
  /** One answer is made; more are refused rather than silently left out. */
  n: optional(v.literal(1)),
  metadata: optional(Metadata),
});
export type ChatCompletionRequest = v.InferOutput<typeof ChatCompletionRequest>;
