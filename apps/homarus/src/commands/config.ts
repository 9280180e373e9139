import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { Config, EmbeddingConfig } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { hasPlugins } from '../config/plugins.ts';
import path from 'node:path';

interface HomeFlags {
  readonly home?: string;
}

/** `homarus config validate`. */
export async function configValidate(context: CommandContext, flags: HomeFlags): Promise<ExitCode> {
  const config = await loadConfig({ env: context.env, overrides: flags });
  const problems = await pluginProblems(config);
  for (const problem of problems) context.tell(`homarus: ${problem}`);
  if (problems.length > 0) return 1;
  const { valid, noFile } = context.texts.config;
  context.say(
    config.file === undefined ? noFile(path.join(config.home, 'config.yaml')) : valid(config.file),
  );
  return 0;
}

/** What keeps plugins from being loaded, where there are any. */
async function pluginProblems({ plugins }: Config): Promise<readonly string[]> {
  if (!hasPlugins(plugins)) return [];
  const { checkPluginSettings } = await import('@homarus/plugins');
  return [...(await checkPluginSettings(plugins)).values()];
}

/** `homarus config get [path]`: what is in effect, as JSON, secrets masked. */
export async function configGet(
  context: CommandContext,
  at: string | undefined,
  flags: HomeFlags,
): Promise<ExitCode> {
  const shown = withoutSecrets(await loadConfig({ env: context.env, overrides: flags }));
  const found = (at === undefined ? [] : at.split('.')).reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    shown,
  );
  if (found === undefined) {
    context.tell(`homarus: ${context.texts.config.noKey(at ?? '')}`);
    return 1;
  }
  context.say(typeof found === 'string' ? found : JSON.stringify(found, undefined, 2));
  return 0;
}

const mask = '***';

function withoutSecrets(config: Config): unknown {
  const { gateway, memory, model, models, embedding, database, plugins } = config;
  const masked = (secret: string | undefined): string | null =>
    secret === undefined ? null : mask;
  return {
    ...config,
    file: config.file ?? null,
    gateway: { ...gateway, secret: masked(gateway.secret) },
    memory: { ...memory, secret: masked(memory.secret) },
    model: model === undefined ? null : { ...model, apiKey: masked(model.apiKey) },
    models: models.map(({ provider, baseUrl, model: name, apiKey }) => ({
      provider,
      baseUrl,
      model: name,
      apiKey: masked(apiKey),
    })),
    database: database.provider === 'sqlite' ? database : { ...database, connectionString: mask },
    plugins: { ...plugins, entries: maskSecrets(plugins.entries) },
    embedding: embedding === undefined ? null : shownEmbedding(embedding, masked),
  };
}

/** What a plugin is configured with is masked by the names of its keys. */
function maskSecrets(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, name));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => [key, maskSecrets(inner, key)]);
    return Object.fromEntries(entries);
  }
  const isSecret = /key$|token|secret|password|credential|connection_?string/iu.test(name);
  return isSecret && typeof value === 'string' ? mask : value;
}

function shownEmbedding(
  { endpoints: _known, ...embedding }: EmbeddingConfig,
  masked: (secret: string | undefined) => string | null,
): unknown {
  return embedding.plugin === undefined
    ? { ...embedding, apiKey: masked(embedding.apiKey) }
    : embedding;
}
