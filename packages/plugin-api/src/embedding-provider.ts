export interface EmbeddingProviderRequest {
  /** As `api.config`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The id of the provider. */
  readonly provider: string;
  /** `memory.embedding.model`. */
  readonly model: string;
  /** The length of vectors that is asked for, when the configuration says one. */
  readonly dimensions?: number;
}

/** Makes vectors of texts. */
export interface PluginEmbedder {
  /** One vector for each text, in their order, all of one length. */
  embedBatch(
    texts: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<readonly (readonly number[])[]>;
  close?(): unknown;
}

/** An embedding model of a plugin, for the memory. */
export interface EmbeddingProvider {
  readonly id: string;
  /** Called when the first text is embedded, and again when it has failed; must not need a service. */
  create(request: EmbeddingProviderRequest): Promise<{ readonly provider: PluginEmbedder | null }>;
}
