import type { createOpenAICompatible } from '@ai-sdk/openai-compatible';

import { parseBaseUrl } from './endpoint.ts';
import type { OpenaiEndpoint } from './endpoint.ts';

/**
 * The provider package's name for itself. It sends what stands under this key of `providerOptions`
 * in the body of the request, so the key is fixed and not the name of the endpoint.
 */
const providerKey = 'openaiCompatible';

type Provider = ReturnType<typeof createOpenAICompatible>;

/** Makes the provider on the first call: importing its package takes longer than all of a start may. */
export function lazyProvider(endpoint: OpenaiEndpoint): () => Promise<Provider> {
  const baseURL = parseBaseUrl(endpoint.baseUrl);
  const { apiKey, headers = {} } = endpoint;
  let provider: Promise<Provider> | undefined;
  const load = async (): Promise<Provider> => {
    const provided = await import('@ai-sdk/openai-compatible');
    return provided.createOpenAICompatible({
      name: providerKey,
      baseURL,
      headers: { ...headers },
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...(apiKey === undefined ? {} : { apiKey }),
    });
  };
  return () => (provider ??= load());
}
