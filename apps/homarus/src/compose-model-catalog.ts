import { meteredModel } from '@homarus/models';
import type { LanguageModel, UsageMeter } from '@homarus/models';
import type { ModelCatalog, ModelChoice } from '@homarus/gateway';

import { loadModelAt } from './compose-models.ts';
import type { ComposeOptions } from './compose-models.ts';
import type { Config } from './config/config.ts';

type Models = Pick<Config, 'model' | 'models'>;

/** Models that may change while the gateway runs. */
export interface LiveCatalog extends ModelCatalog {
  /** From now on these are the models; the one by default stays that of the start. */
  replace(next: Models): Promise<void>;
}

/** The configured models by name; an endpoint also serves models that the configuration does not name. */
export async function configuredCatalog(
  byDefault: LanguageModel,
  { config, log }: ComposeOptions,
  usage: UsageMeter,
): Promise<LiveCatalog> {
  const { provider, modelId } = byDefault;
  const ownName = `${provider}/${modelId}`;
  const own = { provider, modelId, ...config.model?.facts };
  let { models } = config;
  let modelAt = await modelMaker(config);
  let made = new Map<string, LanguageModel>();

  async function modelMaker(given: Models) {
    return given.models.length === 0 ? undefined : loadModelAt(log);
  }
  return {
    byDefault,
    list() {
      const listed = models.map((entry): ModelChoice =>
        Object.assign({ provider: entry.provider, modelId: entry.model }, entry.facts),
      );
      return listed.some((one) => `${one.provider}/${one.modelId}` === ownName)
        ? listed
        : [own, ...listed];
    },
    find(reference) {
      if (reference === ownName) return byDefault;
      const [name, model] = reference.split(/\/(.*)/su);
      const entry = models.find((known) => known.provider === name);
      if (entry === undefined || modelAt === undefined) return undefined;
      const known = made.get(reference);
      if (known !== undefined) return known;
      const chosen = modelAt({ ...entry, model: model ?? entry.model });
      const metered = meteredModel(chosen, { meter: usage, purpose: 'turn' });
      made.set(reference, metered);
      return metered;
    },
    async replace(next) {
      modelAt = await modelMaker(next);
      models = next.models;
      made = new Map();
    },
  };
}
