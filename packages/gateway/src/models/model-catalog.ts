import { AppError, nearestWord } from '@homarus/base';
import type { LanguageModel } from '@homarus/models';

/** What a model costs, in US dollars for a million tokens. */
export interface ModelCost {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A model that may be chosen. */
export interface ModelChoice {
  /** The name of its entry in the configuration. */
  readonly provider: string;
  readonly modelId: string;
  /** Tokens that it takes in, when it is known. */
  readonly contextTokens?: number;
  /** Whether it takes pictures in, when it is known. */
  readonly canSee?: boolean;
  /** Whether its endpoint takes a reasoning effort. Default false. */
  readonly canReason?: boolean;
  /** What is not known counts as free, and `sessions.usage` says so. */
  readonly cost?: ModelCost;
}

/** The models that agents and sessions choose from. */
export interface ModelCatalog {
  /** What answers when nobody chose. */
  readonly byDefault: LanguageModel;
  list(): readonly ModelChoice[];
  /** By `<provider>/<model>`, or the name of a provider alone; undefined when there is no such model. */
  find(reference: string): LanguageModel | undefined;
}

/** A catalogue of one. */
export function oneModel(model: LanguageModel): ModelCatalog {
  const { provider, modelId } = model;
  return {
    byDefault: model,
    list: () => [{ provider, modelId }],
    find: (reference) =>
      reference === provider || reference === `${provider}/${modelId}` ? model : undefined,
  };
}

/** The model of that name. Throws `invalid_request` with the names there are. */
export function requireModel(
  catalog: ModelCatalog,
  reference: string,
  path: string,
): LanguageModel {
  const model = catalog.find(reference);
  if (model !== undefined) return model;
  const known = catalog.list().map(({ provider, modelId }) => `${provider}/${modelId}`);
  const near = nearestWord(reference, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new AppError(
    'invalid_request',
    `${path}: there is no model '${reference}'.${hint} Known: ${known.join(', ')}.`,
    { details: { path, known } },
  );
}
