import { AppError, nearestWord } from '@homarus/base';
import type { EmbeddingModel, EmbedOptions } from '@homarus/models';
import type { PluginEmbedder } from '@homarus/plugin-api';
import type { PluginHost } from '@homarus/plugins';

/** A model of an embedding provider of a plugin. */
export interface PluginEmbeddingChoice {
  /** The id of the embedding provider. */
  readonly provider: string;
  readonly model: string;
  /** The length of vectors to ask for. Default: the model's own. */
  readonly dimensions?: number | undefined;
}

/** The embedding models of plugins. Disposing of them closes those that were made. */
export interface PluginEmbeddings extends AsyncDisposable {
  /**
   * The model, which makes its embedder on the first call. Its `provider` is `plugin:<id>`: vectors of
   * an endpoint of the same name are never taken for its own. Rejects with `unavailable` while its
   * plugin is not there or not called; wrap it as any provider's model.
   */
  modelOf(choice: PluginEmbeddingChoice): EmbeddingModel;
  /** The provider's id in the name that `modelOf` gives; undefined for a model of no plugin. */
  providerOf(modelProvider: string): string | undefined;
  /**
   * Throws `invalid_request` when no plugin has registered the provider. With a plugin that could not be
   * loaded that is not known, and nothing is thrown.
   */
  require(provider: string): void;
}

const prefix = 'plugin:';
/** Texts in one call into a plugin. */
const maxEmbeddingsPerCall = 64;

export function createPluginEmbeddings(host: PluginHost): PluginEmbeddings {
  const embedders = new Map<string, Embedder>();
  const embedderOf = (choice: PluginEmbeddingChoice): Embedder => {
    const { provider, model, dimensions } = choice;
    const key = JSON.stringify([provider, model, dimensions]);
    const embedder = embedders.get(key) ?? createEmbedder(host, choice);
    embedders.set(key, embedder);
    return embedder;
  };
  return {
    modelOf(choice) {
      const embedder = embedderOf(choice);
      return {
        specificationVersion: 'v4',
        provider: prefix + choice.provider,
        modelId: choice.model,
        maxEmbeddingsPerCall,
        supportsParallelCalls: false,
        async doEmbed({ values, abortSignal }: EmbedOptions) {
          const vectors = await embedder.embed(values, abortSignal);
          return { embeddings: vectors.map((vector) => Array.from(vector)), warnings: [] };
        },
      };
    },
    providerOf: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : undefined),
    require: (provider) => requireProvider(host, provider),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([...embedders.values()].map((embedder) => embedder.close()));
    },
  };
}

function requireProvider(host: PluginHost, id: string): void {
  const isUnknown = host.plugins.some(({ guard }) => guard.status === 'failed');
  if (isUnknown || host.embeddingProvider(id) !== undefined) return;
  const known = host.plugins.flatMap(({ registered }) =>
    registered.embeddingProviders.map((provider) => provider.id),
  );
  const near = nearestWord(id, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new AppError(
    'invalid_request',
    `memory.embedding.plugin: no plugin has registered an embedding provider '${id}'.${hint} Registered: ${known.join(', ') || 'none'}.`,
    { details: { path: 'memory.embedding.plugin', known } },
  );
}

/** Calls into what a plugin made for one provider and model. */
interface Embedder {
  embed(
    texts: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

function createEmbedder(host: PluginHost, choice: PluginEmbeddingChoice): Embedder {
  const { provider, model, dimensions } = choice;
  const what = `embedding provider ${provider}`;
  let making: Promise<PluginEmbedder> | undefined;
  const requireOwner = () => {
    const owner = host.embeddingProvider(provider);
    if (owner !== undefined) return owner;
    throw new AppError(
      'unavailable',
      `No plugin that could be loaded has registered the embedding provider '${provider}'; homarus plugins list tells why.`,
      { retryable: false },
    );
  };
  const make = async (): Promise<PluginEmbedder> => {
    const { offer, hostConfig: config } = requireOwner();
    const length = dimensions === undefined ? {} : { dimensions };
    const created = await offer.create({ config, provider, model, ...length });
    if (typeof created.provider?.embedBatch === 'function') return created.provider;
    throw new AppError('unavailable', `create() gave no embedder for the model '${model}'.`);
  };
  return {
    async embed(texts, signal) {
      const { guard } = requireOwner();
      const call = { what, timeoutMs: host.deadlines.embedding, signal };
      return guard.call(call, async (limit) => {
        making ??= make();
        const embedder = await making.catch((error: unknown) => {
          // The next call tries again.
          making = undefined;
          throw error;
        });
        return requireVectors(await embedder.embedBatch([...texts], { signal: limit }));
      });
    },
    async close() {
      const embedder = await making;
      if (embedder?.close === undefined) return;
      const call = { what: `${what} close`, timeoutMs: host.deadlines.service };
      await requireOwner().guard.call(call, () => embedder.close?.());
    },
  };
}

function requireVectors(answer: unknown): readonly (readonly number[])[] {
  if (isVectors(answer)) return answer;
  throw new AppError('model_failed', 'embedBatch() must answer a list of lists of numbers.');
}

function isVectors(answer: unknown): answer is readonly (readonly number[])[] {
  const isVector = (row: unknown): boolean =>
    (Array.isArray(row) || row instanceof Float32Array || row instanceof Float64Array) &&
    row.every((value: unknown) => Number.isFinite(value));
  return Array.isArray(answer) && answer.every(isVector);
}
