import { nearestWord } from '@homarus/base';

import { envValue } from '../env.ts';
import type { Environment } from '../env.ts';
import type { ModelConfig, ModelFacts } from './config.ts';
import { configError } from './problem.ts';
import type { ConfigFile } from './schema.ts';

export const openAiUrl = 'https://api.openai.com/v1';
const openAiDefaultModel = 'gpt-4o-mini';

/** The model that answers, by `claw.model_provider` and `claw.model`; undefined when offline. */
export function chooseModel(
  config: ConfigFile,
  env: Environment,
  source: string,
): ModelConfig | undefined {
  const { models, claw } = config;
  const wanted = claw.model_provider ?? models[0]?.name ?? 'offline';
  const entry = models.find(({ name }) => name === wanted);
  if (entry === undefined) return builtIn(wanted, config, { env, source });
  if (entry.type === 'ollama') {
    const model = claw.model ?? entry.path;
    const facts = model === entry.path ? factsOf(entry) : {};
    return { provider: entry.name, baseUrl: entry.endpoint, model, apiKey: undefined, facts };
  }
  return remote(entry, config, { env, source });
}

/** The entries of `models` that name a model and have the key that they ask for. */
export function listModels(config: ConfigFile, env: Environment): readonly ModelConfig[] {
  return config.models.flatMap((entry): readonly ModelConfig[] => {
    const { name: provider, endpoint: baseUrl } = entry;
    const facts = factsOf(entry);
    if (entry.type === 'ollama') {
      return [{ provider, baseUrl, model: entry.path, apiKey: undefined, facts }];
    }
    const apiKey = entry.auth === 'none' ? undefined : (entry.api_key ?? fallbackKey(entry, env));
    const isUsable = entry.auth !== 'api_key' || apiKey !== undefined;
    const { model } = entry;
    return model === undefined || !isUsable ? [] : [{ provider, baseUrl, model, apiKey, facts }];
  });
}

/** What an entry says of its own model; of another one at its endpoint nothing is known. */
function factsOf(entry: ConfigFile['models'][number]): ModelFacts {
  const { input, contextTokens, reasoning, cost } = entry;
  return {
    ...(input === undefined ? {} : { canSee: input.includes('image') }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(reasoning === undefined ? {} : { canReason: reasoning }),
    ...(cost === undefined ? {} : { cost }),
  };
}

interface Reading {
  readonly env: Environment;
  readonly source: string;
}

type RemoteEntry = Extract<ConfigFile['models'][number], { readonly type: 'remote' }>;

function remote(entry: RemoteEntry, config: ConfigFile, { env, source }: Reading): ModelConfig {
  const provider = entry.name;
  const model = config.claw.model ?? entry.model;
  if (model === undefined) {
    throw configError([{ source, path: 'claw.model', type: 'no_model_name', provider }]);
  }
  const apiKey = entry.auth === 'none' ? undefined : (entry.api_key ?? fallbackKey(entry, env));
  if (entry.auth === 'api_key' && apiKey === undefined) {
    const path = `models[${config.models.indexOf(entry)}].api_key`;
    const variable = 'LLM_API_KEY';
    throw configError([{ source, path, type: 'no_api_key', provider, variable }]);
  }
  const facts = model === entry.model ? factsOf(entry) : {};
  return { provider, baseUrl: entry.endpoint, model, apiKey, facts };
}

/** `LLM_API_KEY` serves an entry that asks for a key and has none of its own. */
function fallbackKey(
  entry: { readonly auth?: string | undefined },
  env: Environment,
): string | undefined {
  return entry.auth === 'api_key' ? envValue(env, 'LLM_API_KEY') : undefined;
}

function builtIn(
  wanted: string,
  { models, claw }: ConfigFile,
  { env, source }: Reading,
): ModelConfig | undefined {
  if (wanted === 'offline') return undefined;
  const path = 'claw.model_provider';
  if (wanted !== 'openai') {
    const choices = [...models.map(({ name }) => name), 'openai', 'offline'];
    const found = JSON.stringify(wanted);
    const nearest = nearestWord(wanted, choices);
    const ordered = nearest === undefined ? choices : [...new Set([nearest, ...choices])];
    throw configError([{ source, path, type: 'not_a_choice', found, choices: ordered }]);
  }
  const apiKey = envValue(env, 'OPENAI_API_KEY');
  if (apiKey === undefined) {
    const variable = 'OPENAI_API_KEY';
    throw configError([{ source, path, type: 'no_api_key', provider: wanted, variable }]);
  }
  const model = claw.model ?? openAiDefaultModel;
  return { provider: wanted, baseUrl: openAiUrl, model, apiKey, facts: {} };
}
