import { envValue } from '../env.ts';
import type { Environment } from '../env.ts';
import type { EmbeddingConfig, EmbeddingEndpoint, ModelConfig } from './config.ts';
import { openAiUrl } from './model.ts';
import { configError } from './problem.ts';
import type { ConfigFile } from './schema.ts';

export interface EmbeddingSources {
  /** The chat model: its endpoint embeds too when nothing else is named. */
  readonly model: ModelConfig | undefined;
  readonly env: Environment;
  readonly source: string;
}

/** What embeds, by `memory.embedding`; undefined without it. */
export function chooseEmbedding(
  config: ConfigFile,
  sources: EmbeddingSources,
): EmbeddingConfig | undefined {
  const { embedding } = config.memory;
  if (embedding === undefined) return undefined;
  const { model, dimensions, plugin } = embedding;
  const endpoints = endpointsOf(config, sources);
  if (plugin !== undefined) {
    requireNoEndpoint(embedding, sources);
    return { plugin, model, dimensions, endpoints };
  }
  const { provider, baseUrl, apiKey } = requireEndpoint(embedding, endpoints, sources);
  return {
    provider,
    baseUrl,
    apiKey: embedding.api_key ?? apiKey,
    model,
    dimensions,
    endpoints,
  };
}

type EmbeddingSection = NonNullable<ConfigFile['memory']['embedding']>;

/** Beside a plugin, what says where an endpoint is would do nothing. */
function requireNoEndpoint(embedding: EmbeddingSection, { source }: EmbeddingSources): void {
  const allowed = ['plugin', 'model', 'dimensions'];
  const idle = (['endpoint', 'provider', 'api_key'] as const).filter(
    (key) => embedding[key] !== undefined,
  );
  if (idle.length === 0) return;
  throw configError(
    idle.map((key) => ({
      source,
      path: `memory.embedding.${key}`,
      type: 'unknown_key',
      nearest: undefined,
      allowed,
    })),
  );
}

/** An endpoint that is named here is called by its host: other hosts may serve other models under one name. */
function requireEndpoint(
  { endpoint, provider }: EmbeddingSection,
  known: readonly EmbeddingEndpoint[],
  { model, source }: EmbeddingSources,
): EmbeddingEndpoint {
  if (endpoint !== undefined) {
    return { provider: new URL(endpoint).host, baseUrl: endpoint, apiKey: undefined };
  }
  if (provider !== undefined) {
    const found = known.find((entry) => entry.provider === provider);
    if (found !== undefined) return found;
    const path = 'memory.embedding.provider';
    const choices = known.map((entry) => entry.provider);
    throw configError([
      { source, path, type: 'not_a_choice', found: JSON.stringify(provider), choices },
    ]);
  }
  if (model !== undefined) return model;
  throw configError([{ source, path: 'memory.embedding.endpoint', type: 'missing', choices: [] }]);
}

/** The endpoints of `models`, and OpenAI's where there is a key for it. */
function endpointsOf(
  { models }: ConfigFile,
  { env }: EmbeddingSources,
): readonly EmbeddingEndpoint[] {
  const entries = models.map((entry): EmbeddingEndpoint => {
    const apiKey = entry.type === 'remote' && entry.auth !== 'none' ? entry.api_key : undefined;
    return { provider: entry.name, baseUrl: entry.endpoint, apiKey };
  });
  const apiKey = envValue(env, 'OPENAI_API_KEY');
  const openai = { provider: 'openai', baseUrl: openAiUrl, apiKey };
  return apiKey === undefined ? entries : [...entries, openai];
}
