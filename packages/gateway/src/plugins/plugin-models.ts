import type { LanguageModel } from '@homarus/models';
import type { Guard, PluginHost } from '@homarus/plugins';

import type { ModelCatalog, ModelChoice } from '../models/model-catalog.ts';

function toChoice(
  provider: string,
  { id: modelId, contextWindow }: { readonly id: string; readonly contextWindow?: number },
): ModelChoice {
  const choice = { provider, modelId };
  return contextWindow === undefined ? choice : { ...choice, contextTokens: contextWindow };
}

/** The catalogue with the models of plugins: `<provider>/<model>`. The catalogue's own go first. */
export function withPluginModels(host: PluginHost, catalog: ModelCatalog): ModelCatalog {
  const providers = host.plugins.flatMap(({ guard, registered }) =>
    registered.providers.map((provider) => ({ guard, provider })),
  );
  if (providers.length === 0) return catalog;
  const made = new Map<string, LanguageModel>();
  const make = (reference: string): LanguageModel | undefined => {
    const [id = '', ...rest] = reference.split('/');
    const owned = providers.find(({ provider }) => provider.id === id);
    if (owned === undefined) return undefined;
    const { guard, provider } = owned;
    const modelId = rest.length > 0 ? rest.join('/') : provider.models?.[0]?.id;
    if (modelId === undefined) return undefined;
    try {
      const model = guard.callNow(`provider ${id}`, () => provider.createModel(modelId));
      return guarded(model, { guard, modelId, timeoutMs: host.deadlines.model });
    } catch {
      return undefined;
    }
  };
  return {
    byDefault: catalog.byDefault,
    list: () => [
      ...catalog.list(),
      ...providers.flatMap(({ provider }) =>
        (provider.models ?? []).map((model) => toChoice(provider.id, model)),
      ),
    ],
    find(reference) {
      const known = catalog.find(reference) ?? made.get(reference);
      if (known !== undefined) return known;
      const model = make(reference);
      if (model !== undefined) made.set(reference, model);
      return model;
    },
  };
}

interface ModelOwner {
  readonly guard: Guard;
  readonly modelId: string;
  readonly timeoutMs: number;
}

/** A model whose calls go through the guard of its plugin, until their answers begin. */
function guarded(model: LanguageModel, { guard, modelId, timeoutMs }: ModelOwner): LanguageModel {
  const what = `model ${modelId}`;
  if (typeof model.doStream !== 'function') throw new Error(`${what} has no doStream`);
  const { specificationVersion, provider, supportedUrls } = model;
  return {
    specificationVersion,
    provider,
    modelId: model.modelId,
    supportedUrls,
    doStream: (options) =>
      guard.call({ what, timeoutMs, signal: options.abortSignal }, async () =>
        model.doStream(options),
      ),
    doGenerate: (options) =>
      guard.call({ what, timeoutMs, signal: options.abortSignal }, async () =>
        model.doGenerate(options),
      ),
  };
}
