import type {
  EmbeddingModelV4,
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
 * provider package written for it is an adapter of ours.
 */
export type LanguageModel = LanguageModelV4;
export type EmbeddingModel = EmbeddingModelV4;
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
