import type { LanguageModel } from '@homarus/models';

import type { Agents } from '../agents.ts';
import type { ModelCatalog, ModelChoice } from './model-catalog.ts';

/** The model of a turn, and what the gateway has to know of it. */
export interface ChosenModel {
  readonly model: LanguageModel;
  /** Tokens that it takes in. */
  readonly contextTokens: number;
  readonly canSee: boolean;
  readonly canReason: boolean;
  /** False when another one was wanted that is not there. */
  readonly isAsWanted: boolean;
}

/** Which model answers: the one its session wants, else its agent, else the default one. */
export type ChooseModel = (agentId: string, wanted?: string) => ChosenModel;

/** What holds for models of which the catalogue does not say it. */
export interface ModelDefaults {
  readonly contextTokens: number;
  readonly canSee: boolean;
}

export function createChooseModel(
  { models, agents }: { readonly models: ModelCatalog; readonly agents: Agents },
  defaults: ModelDefaults,
): ChooseModel {
  return (agentId, wanted = agents.list.find(({ id }) => id === agentId)?.model) => {
    const found = wanted === undefined ? undefined : models.find(wanted);
    const model = found ?? models.byDefault;
    const { contextTokens, canSee, canReason = false } = choiceOf(models, model);
    return {
      model,
      contextTokens: contextTokens ?? defaults.contextTokens,
      canSee: canSee ?? defaults.canSee,
      canReason,
      isAsWanted: wanted === undefined || found !== undefined,
    };
  };
}

/** What is known of a model. */
export function choiceOf(
  models: ModelCatalog,
  { provider, modelId }: { readonly provider: string; readonly modelId: string },
): ModelChoice {
  const known = models.list().find((one) => one.provider === provider && one.modelId === modelId);
  return known ?? { provider, modelId };
}
