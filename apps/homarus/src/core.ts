import type { Memory, MemoryAccess } from '@homarus/memory';
import type { EmbeddingModel, LanguageModel, UsageMeter } from '@homarus/models';
import type { PluginHost } from '@homarus/plugins';
import type { SqlStores } from '@homarus/store-sql';

/** The memory with its store; closing it ends the worker, then the database. */
export interface Core extends AsyncDisposable {
  readonly memory: Memory;
  readonly stores: SqlStores;
  /** What answers: the configured model, or the offline one. */
  readonly model: LanguageModel;
  /** What embeds; undefined without an embedding model. */
  readonly embedding: EmbeddingModel | undefined;
  /** What the models were used for. */
  readonly usage: UsageMeter;
  /** The plugins, when one of them embeds; undefined: none is loaded yet. */
  readonly plugins: PluginHost | undefined;
}

/** The same for the gateway, whose memory may be elsewhere. */
export type GatewayCore = Omit<Core, 'memory' | typeof Symbol.asyncDispose> & {
  readonly memory: MemoryAccess;
};
