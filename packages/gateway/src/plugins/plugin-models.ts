import type { LanguageModel } from '@homarus/models';
import type { PluginHost } from '@homarus/plugins';

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
      return guard.callNow(`provider ${id}`, () => provider.createModel?.(modelId));
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
