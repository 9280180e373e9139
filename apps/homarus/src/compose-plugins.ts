import { systemClock } from '@homarus/base';
import type { GatewayPlugins, PluginEmbeddings } from '@homarus/gateway/plugins';
import type { PluginHost } from '@homarus/plugins';

import type { ComposeOptions } from './compose-models.ts';
import { hasPlugins } from './config/plugins.ts';
import { version } from './version.ts';

type PluginOptions = Pick<ComposeOptions, 'config' | 'log' | 'strays'>;

/** Plugins that are loaded before the gateway, because one of them embeds for the memory. */
export interface EmbeddingPlugins extends AsyncDisposable {
  readonly host: PluginHost;
  readonly embeddings: PluginEmbeddings;
}

/** Undefined when the configured embedding is none of a plugin; `invalid_request` when no plugin has it. */
export async function composeEmbeddingPlugins(
  options: PluginOptions,
): Promise<EmbeddingPlugins | undefined> {
  const provider = options.config.embedding?.plugin;
  if (provider === undefined) return undefined;
  await using stack = new AsyncDisposableStack();
  const host = await openHost(options);
  stack.defer(() => host.stop());
  const { createPluginEmbeddings } = await import('@homarus/gateway/plugins');
  const embeddings = stack.use(createPluginEmbeddings(host));
  embeddings.require(provider);
  const owned = stack.move();
  return { host, embeddings, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * The plugins of a gateway; undefined when there are none, with nothing of theirs loaded. `loaded` are
 * those that are loaded already.
 */
export async function composePlugins(
  options: PluginOptions,
  loaded?: PluginHost,
): Promise<GatewayPlugins | undefined> {
  if (!hasPlugins(options.config.plugins)) return undefined;
  const { createGatewayPlugins } = await import('@homarus/gateway/plugins');
  const host = loaded ?? (await openHost(options));
  return createGatewayPlugins({ clock: systemClock, log: logOf(options), host });
}

async function openHost({ config, log, strays }: PluginOptions): Promise<PluginHost> {
  const { openPlugins } = await import('@homarus/plugins');
  const deps = { clock: systemClock, log: logOf({ log }) };
  return openPlugins(strays === undefined ? deps : { ...deps, strays }, config.plugins, {
    version,
  });
}

function logOf({ log }: Pick<PluginOptions, 'log'>) {
  return log.child({ part: 'plugins' });
}
