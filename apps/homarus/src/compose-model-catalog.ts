import { meteredModel } from '@homarus/models';
import type { LanguageModel, UsageMeter } from '@homarus/models';
import type { ModelCatalog } from '@homarus/gateway';

import { loadModelAt } from './compose-models.ts';
import type { ComposeOptions } from './compose-models.ts';

/** The configured models by name; an endpoint also serves models that the configuration does not name. */
export async function configuredCatalog(
  byDefault: LanguageModel,
  options: ComposeOptions,
  usage: UsageMeter,
): Promise<ModelCatalog> {
  const { config, log } = options;
  const { models } = config;
  const modelAt = models.length === 0 ? undefined : await loadModelAt(log);
  const made = new Map<string, LanguageModel>();
  const ownName = `${byDefault.provider}/${byDefault.modelId}`;
  return {
    byDefault,
    list: () => {
      const listed = models.map(({ provider, model }) => ({ provider, modelId: model }));
      const isListed = listed.some(({ provider, modelId }) => `${provider}/${modelId}` === ownName);
      return isListed
        ? listed
        : [{ provider: byDefault.provider, modelId: byDefault.modelId }, ...listed];
    },
    find: (reference) => {
      if (reference === ownName) return byDefault;
      const [provider, model] = reference.split(/\/(.*)/su);
      const entry = models.find((known) => known.provider === provider);
      if (entry === undefined || modelAt === undefined) return undefined;
      const known = made.get(reference);
      if (known !== undefined) return known;
      const chosen = modelAt({ ...entry, model: model ?? entry.model });
      const metered = meteredModel(chosen, { meter: usage, purpose: 'turn' });
      made.set(reference, metered);
      return metered;
    },
  };
}
