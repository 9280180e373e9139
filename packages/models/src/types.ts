import type {
  EmbeddingModelV4,
  EmbeddingModelV4CallOptions,
  EmbeddingModelV4Result,
  JSONSchema7,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FunctionTool,
  LanguageModelV4GenerateResult,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

/**
 * The model ports are the AI SDK's provider specification, version 4, under names of our own: any
 * provider package written for it becomes an adapter of ours in `guardedModel`, which adds what the
 * specification leaves open and `languageModelConformance` checks:
 *
 * - `doGenerate` and `doStream` reject with an `AppError` only: `model_failed`, `rate_limited`,
 *   `unavailable`, `timeout`, `aborted`, `unsupported`, `invalid_request`.
 * - A stream that was handed out never throws. It ends with exactly one `finish` part, or, when it
 *   fails, with exactly one `error` part whose `error` is an `AppError`; nothing follows either.
 * - A reply that broke off (no finish reason, a finish reason of `error` or `interrupted`) is a
 *   failure, never a normal stop, and its `tool-call` parts are not handed out: they come right
 *   before `finish`.
 * - Cancelling the stream, or aborting `abortSignal`, ends the request at once.
 * - The call options are not changed.
 */
export type LanguageModel = LanguageModelV4;
/** Embeds texts; rejects with an `AppError` only; as many vectors as values, in their order, all of one length. */
export type EmbeddingModel = EmbeddingModelV4;
export type EmbedOptions = EmbeddingModelV4CallOptions;
export type EmbedResult = EmbeddingModelV4Result;
export type JsonSchema = JSONSchema7;
export type ModelCallOptions = LanguageModelV4CallOptions;
export type ModelContent = LanguageModelV4Content;
export type ModelFunctionTool = LanguageModelV4FunctionTool;
export type ModelGenerateResult = LanguageModelV4GenerateResult;
export type ModelMessage = LanguageModelV4Message;
export type ModelPrompt = LanguageModelV4Prompt;
export type ModelStreamPart = LanguageModelV4StreamPart;
export type ModelStreamResult = LanguageModelV4StreamResult;
export type ModelUsage = LanguageModelV4Usage;

/** What memory recalled for this call, handed to models that cannot read: the offline one. */
export interface RecalledForModel {
  /** Search hits for the prompt, best first. */
  readonly relevant: readonly { readonly text: string; readonly createdAt: number }[];
  /** What is always known of the person. */
  readonly profile: readonly string[];
}
