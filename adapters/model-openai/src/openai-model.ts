import { guardedModel } from '@homarus/models';
import type { LanguageModel, ModelCallOptions } from '@homarus/models';

import type { OpenaiEndpoint } from './endpoint.ts';
import { lazyProvider } from './provider.ts';

/**
 * A language model at any OpenAI-compatible endpoint, by its chat completions: streams with usage,
 * calls tools, takes images, and sends the JSON Schema of a response format. The schema is sent as
 * not strict, since strict decoding refuses optional properties; what comes back has to be checked
 * anyway. `providerOptions.openaiCompatible` (`strictJsonSchema`, `reasoningEffort`, `user`, or any
 * field of the body) is passed on.
 *
 * Throws `invalid_request` for a base URL that cannot be one. The provider package is imported on
 * the first call.
 */
export function openaiModel(endpoint: OpenaiEndpoint): LanguageModel {
  const { model, apiKey, name = 'openai' } = endpoint;
  const provider = lazyProvider(endpoint);
  let opened: Promise<LanguageModel> | undefined;
  // Once: each one builds its schemas anew.
  const open = (): Promise<LanguageModel> =>
    (opened ??= provider().then((provided) => provided.chatModel(model)));
  return guardedModel(
    {
      specificationVersion: 'v4',
      provider: name,
      modelId: model,
      supportedUrls: {},
      doGenerate: async (call) => (await open()).doGenerate(withDefaults(call)),
      doStream: async (call) => (await open()).doStream(withDefaults(call)),
    },
    { secrets: apiKey === undefined ? [] : [apiKey] },
  );
}

function withDefaults(call: ModelCallOptions): ModelCallOptions {
  const { openaiCompatible = {} } = call.providerOptions ?? {};
  return {
    ...call,
    providerOptions: { openaiCompatible: { strictJsonSchema: false, ...openaiCompatible } },
  };
}
